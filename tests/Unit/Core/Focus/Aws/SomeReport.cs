using CostGuard.Core.Focus;
using System.Text;
using CostGuard.Core.Focus.Aws;

namespace CostGuard.Unit.Core.Focus.Aws;

/// <summary>Rows of a report given as column and text.</summary>
internal sealed class SomeReport : SourceRow
{
    private readonly CurHeader _header;
    private readonly CurMapper _mapper;
    private byte[][] _cells = [];

    public SomeReport(params string[] columns)
        : this(CurBasis.Unblended, columns)
    {
    }

    public SomeReport(CurBasis basis, params string[] columns)
    {
        _header = new CurHeader(columns);
        _mapper = new CurMapper(_header, basis);
    }

    /// <summary>Columns that most tests need, legacy names.</summary>
    public static string[] Legacy { get; } =
    [
        "bill/BillingPeriodStartDate", "lineItem/UsageStartDate", "lineItem/LineItemType", "lineItem/UnblendedCost", "lineItem/CurrencyCode", "lineItem/UsageType",
        "lineItem/Operation", "lineItem/LineItemDescription", "lineItem/ResourceId", "lineItem/UsageAmount", "lineItem/ProductCode", "pricing/publicOnDemandCost",
        "savingsPlan/SavingsPlanARN", "savingsPlan/SavingsPlanEffectiveCost", "savingsPlan/TotalCommitmentToDate", "savingsPlan/UsedCommitment",
        "reservation/ReservationARN", "reservation/EffectiveCost", "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "reservation/UnusedRecurringFee",
    ];

    public CurMapper Mapper => _mapper;

    public override ReadOnlySpan<byte> this[int column] => _cells[column];

    /// <summary>The charges of a row; a column without a value is not in them.</summary>
    public List<Dictionary<string, string>> Map(params (string Column, string Text)[] cells)
    {
        Set(cells);
        int count = _mapper.Map(this);
        return [.. Enumerable.Range(0, count).Select(index => _mapper.Columns
            .Select((name, column) => (name, text: Encoding.UTF8.GetString(_mapper[index][column])))
            .Where(cell => cell.text.Length > 0).ToDictionary(cell => cell.name, cell => cell.text, StringComparer.Ordinal))];
    }

    public void Set(params (string Column, string Text)[] cells)
    {
        _cells = [.. Enumerable.Range(0, _header.Count).Select(_ => Array.Empty<byte>())];
        foreach ((string column, string text) in cells) _cells[Enumerable.Range(0, _header.Count).First(index => _header.NameAt(index) == column)] = Encoding.UTF8.GetBytes(text);
    }
}
