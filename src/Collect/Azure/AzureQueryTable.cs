using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>One answer as a table. Rows are positional and the order of columns differs from answer to answer, so that each is read by its own columns.</summary>
internal sealed class AzureQueryTable : IDisposable
{
    private static readonly string[] Costs = ["Cost", "totalCost", "PreTaxCost"];

    private readonly JsonDocument _json;
    private readonly string _file;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _cost, _currency, _day, _month;

    public AzureQueryTable(byte[] answer, string file)
    {
        _file = file;
        try
        {
            _json = JsonDocument.Parse(answer);
            JsonElement properties = _json.RootElement.GetProperty("properties");
            foreach (JsonElement column in properties.GetProperty("columns").EnumerateArray())
            {
                if (!_columns.TryAdd(column.GetProperty("name").GetString()!, _columns.Count)) throw Unreadable($"two columns are called {column.GetProperty("name")}");
            }

            Rows = properties.GetProperty("rows");
            Count = Rows.GetArrayLength();
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unreadable(wrong.Message);
        }

        (_day, _month, _currency) = (IndexOf("UsageDate"), IndexOf("BillingMonth"), IndexOf("Currency"));
        _cost = Costs.Select(IndexOf).FirstOrDefault(index => index >= 0, -1);
        if (Count == 0) return;
        if (_cost < 0 || _currency < 0 || (_day < 0 && _month < 0)) throw Unreadable($"of Cost, Currency and UsageDate or BillingMonth there are only {string.Join(", ", _columns.Keys)}");
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Names of the columns, by position.</summary>
    public IReadOnlyDictionary<string, int> Columns => _columns;

    /// <summary>The rows, each an array.</summary>
    public JsonElement Rows { get; }

    public void Dispose() => _json.Dispose();

    /// <summary>The cost with every digit that the answer has: never by way of a double.</summary>
    public string CostOf(JsonElement row) => Cell(row, _cost) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : throw Unreadable($"a cost is {Cell(row, _cost).GetRawText()}");

    public string CurrencyOf(JsonElement row) => Text(row, _currency) ?? throw Unreadable("a row has no currency");

    /// <summary>First day of the row and the one after its last: a day, or a month where the answer is by months.</summary>
    public (DateOnly Start, DateOnly End) PeriodOf(JsonElement row)
    {
        string text = Text(row, _day >= 0 ? _day : _month) ?? "";
        string digits = (text.Length >= 10 ? text[..10] : text).Replace("-", "", StringComparison.Ordinal);
        if (!DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) throw Unreadable($"a date is '{text}'");
        return (day, _day >= 0 ? day.AddDays(1) : day.AddMonths(1));
    }

    /// <summary>A cell's text, numbers as they are written; null where there is nothing.</summary>
    public string? Text(JsonElement row, int column) => Cell(row, column) switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } value ? value : null,
        var other => other.GetRawText(),
    };

    private JsonElement Cell(JsonElement row, int column) => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == _columns.Count ? row[column] : throw Unreadable($"a row has not {_columns.Count} cells");

    private int IndexOf(string name) => _columns.GetValueOrDefault(name, -1);

    private CostGuardException Unreadable(string why) => new(2, AzureQueryErrors.Unreadable.At($"{_file} cannot be read: {why}.", _file));
}
