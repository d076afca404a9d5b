using System.Text;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Finds the rule of the current row. Types and codes repeat in every row, so that each is looked up once.</summary>
internal sealed class CurRowRules(CurHeader header, CurCells cells)
{
    private static readonly byte[][] SplitOperations = [.. CurNames.SplitOperations.Select(Encoding.UTF8.GetBytes)];

    private readonly IReadOnlyList<int> _type = header.Find(CurNames.LineType), _operation = header.Find(CurNames.Operation);
    private readonly IReadOnlyList<int> _usageType = header.Find(CurNames.UsageType), _description = header.Find(CurNames.Description);
    private readonly IReadOnlyList<int> _arn = header.Find(CurNames.SavingsPlanArn, CurNames.ReservationArn);
    private readonly IReadOnlyList<int> _productCode = header.Find(CurNames.ProductCode), _usageStart = header.Find(CurNames.UsageStart);
    private readonly Dictionary<(string, CurTrait), CurRule> _known = [];
    private readonly CurWord _types = new(), _codes = new();
    private readonly Dictionary<string, byte[]> _categories = new(StringComparer.Ordinal);

    /// <summary>bill/BillingPeriodStartDate.</summary>
    public IReadOnlyList<int> PeriodStart { get; } = header.Find(CurNames.PeriodStart);

    /// <summary>lineItem/CurrencyCode.</summary>
    public IReadOnlyList<int> Currency { get; } = header.Find(CurNames.Currency);

    /// <summary>The row's line item type.</summary>
    public string TypeText { get; private set; } = "";

    /// <summary>The rule of the row. A report without the column of types holds usage, as far as anyone can tell.</summary>
    public CurRule Of()
    {
        TypeText = _type.Count == 0 ? "Usage" : _types.Of(cells.First(_type));
        CurTrait traits = Traits();
        if (_known.TryGetValue((TypeText, traits), out CurRule? rule)) return rule;
        return _known[(TypeText, traits)] = CurRules.Of(TypeText, traits);
    }

    /// <summary>True when the usage lies before the billing period.</summary>
    public bool IsEarlier() =>
        FocusTime.TryParse(cells.First(_usageStart), out long start) && FocusTime.TryParse(cells.First(PeriodStart), out long period) && start < period;

    /// <summary>The category of the row's product.</summary>
    public ReadOnlySpan<byte> ServiceCategory()
    {
        string code = _codes.Of(cells.First(_productCode));
        if (_categories.TryGetValue(code, out byte[]? category)) return category;
        return _categories[code] = Encoding.UTF8.GetBytes(AwsServices.CategoryOf(code));
    }

    private CurTrait Traits()
    {
        CurTrait traits = CurTrait.None;
        ReadOnlySpan<byte> operation = cells.First(_operation);
        foreach (byte[] split in SplitOperations)
        {
            if (operation.SequenceEqual(split)) traits |= CurTrait.SplitCost;
        }

        if (!cells.First(_arn).IsEmpty) traits |= CurTrait.Commitment;
        if (TypeText == "Usage" && cells.First(_usageType).IndexOf("Spot"u8) >= 0) traits |= CurTrait.Spot;
        return TypeText == "Refund" && IsUpfront() ? traits | CurTrait.UpfrontFee : traits;
    }

    private bool IsUpfront()
    {
        string description = Encoding.UTF8.GetString(cells.First(_description));
        return CurNames.UpfrontWords.Any(words => description.Contains(words, StringComparison.OrdinalIgnoreCase));
    }
}
