using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>The cells of the current row that decide what it is.</summary>
internal sealed class AzureRowCells(AzureHeader header)
{
    private static readonly byte[][] Nulls = [.. FocusValues.Nulls.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];

    private readonly IReadOnlyList<int> _type = header.Find(AzureNames.ChargeType), _pricing = header.Find(AzureNames.PricingModel), _benefit = header.Find(AzureNames.Benefit);
    private readonly IReadOnlyList<int> _cost = header.Find(AzureNames.Cost), _day = header.Find(AzureNames.Date), _first = header.Find(AzureNames.PeriodStart), _last = header.Find(AzureNames.PeriodEnd);
    private readonly IReadOnlyList<int> _subscription = header.Find(AzureNames.Subscription), _account = header.Find(header.IsCustomerAgreement ? AzureNames.Profile : AzureNames.Account);
    private readonly IReadOnlyList<int> _served = header.Find("serviceperiodstartdate"), _servedLast = header.Find("serviceperiodenddate");
    private SourceRow? _row;

    public SourceRow Row
    {
        get => _row ?? throw new InvalidOperationException("No row yet.");
        set => _row = value;
    }

    public AzureChargeKind Kind => AzureChargeKind.Of(First(_type), First(_pricing), First(_benefit));

    public ReadOnlySpan<byte> Cost => First(_cost);

    public ReadOnlySpan<byte> Day => First(_day);

    public ReadOnlySpan<byte> PeriodFirst => First(_first);

    public ReadOnlySpan<byte> PeriodLast => First(_last);

    public ReadOnlySpan<byte> Served => First(_served);

    public ReadOnlySpan<byte> ServedLast => First(_servedLast);

    public ReadOnlySpan<byte> Subscription => First(_subscription);

    /// <summary>The billing account, or the subscription where there is none.</summary>
    public ReadOnlySpan<byte> Account => First(_account) is { IsEmpty: false } account ? account : Subscription;

    /// <summary>The first of these columns that has a value; empty when none has.</summary>
    public ReadOnlySpan<byte> First(IReadOnlyList<int> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            ReadOnlySpan<byte> text = Row[columns[i]].Trim((byte)' ');
            if (!IsNull(text)) return text;
        }

        return default;
    }

    private static bool IsNull(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return true;
        if (text.Length > 6) return false;
        foreach (byte[] marker in Nulls)
        {
            if (text.SequenceEqual(marker)) return true;
        }

        return false;
    }
}
