using System.Globalization;
using System.Text.Unicode;
using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Focus;

/// <summary>Checks rows against the FOCUS rules and gathers them into batches, one billing period each.</summary>
internal sealed class FocusRows
{
    private const int PeriodsWaitingMax = 24;

    private readonly FocusMapping _mapping;
    private readonly string _file;
    private readonly int _width;
    private readonly BillingPeriod? _only;
    private readonly ProblemLog _log;
    private readonly Cell[] _cells;
    private readonly Cell[] _checked;
    private readonly CostCells _costs;
    private readonly CurrencyCell _currency;
    private readonly TimeCell _periodStart;
    private readonly TimeCell? _periodEnd;
    private readonly TimeCell _chargeStart;
    private readonly TimeCell _chargeEnd;
    private readonly EnumerationCell _category;
    private readonly Cell? _commitment;
    private readonly SortedDictionary<BillingPeriod, PeriodRows> _periods = [];
    private long _lastMicros = long.MinValue;
    private BillingPeriod _lastPeriod;
    private PeriodRows? _last;
    private long _rowsRead;
    private long _rowsRejected;

    public FocusRows(FocusMapping mapping, int width, string file, BillingPeriod? only, bool? dayFirst)
    {
        (_mapping, _width, _file, _only) = (mapping, width, file, only);
        _log = new ProblemLog(file);
        _cells = [.. mapping.Feeds.Select(feed => Make(feed, dayFirst))];
        _costs = new CostCells(Find<NumberCell>("BilledCost")!, Find<NumberCell>("EffectiveCost")!, Find<NumberCell>("ListCost")!, Find<NumberCell>("ContractedCost")!);
        _currency = Find<CurrencyCell>("BillingCurrency")!;
        _periodStart = Find<TimeCell>("BillingPeriodStart")!;
        _periodEnd = Find<TimeCell>("BillingPeriodEnd");
        _chargeStart = Find<TimeCell>("ChargePeriodStart")!;
        _chargeEnd = Find<TimeCell>("ChargePeriodEnd")!;
        _category = Find<EnumerationCell>("ChargeCategory")!;
        _commitment = Find<Cell>("CommitmentDiscountId");
        _checked = [.. _cells.Where(cell => cell is not TextCell || cell == _commitment)];
    }

    /// <summary>Takes a record. Returns a batch when one is full.</summary>
    public ChargeBatch? Add(CsvScanner row)
    {
        _rowsRead++;
        if (!IsWhole(row) || !ReadCells(row) || !IsConsistent(row) || !FindPeriod(row))
        {
            _rowsRejected++;
            return null;
        }

        _costs.List.Default(_costs.Effective);
        _costs.Contracted.Default(_costs.Effective);
        WarnOfPurchase(row);
        _last!.Add(row, _currency.Current, _costs);
        return _last.Rows == ChargeBatch.RowsMax ? _last.Take() : null;
    }

    /// <summary>Counts a record of the source that cannot be read at all.</summary>
    public void Refuse(ErrorInfo error, string message, int line)
    {
        _rowsRead++;
        _rowsRejected++;
        _log.Refuse(error, message, line, null);
    }

    /// <summary>The batches that are not full.</summary>
    public IEnumerable<ChargeBatch> Rest() => _periods.Values.Where(period => period.Rows > 0).Select(period => period.Take());

    public ReadSummary Summary(IEnumerable<Problem> more) => new(
        _rowsRead, _rowsRejected, [.. _periods.Values.SelectMany(period => period.Totals)], _log.All([.. more, .. _mapping.Problems, .. Warnings()]), _mapping.Version);

    /// <summary>True when more periods wait for their batches than memory should hold.</summary>
    public bool MustFlush => _periods.Count > PeriodsWaitingMax && _periods.Values.Sum(period => period.Rows) >= ChargeBatch.RowsMax * 8;

    private static Cell Make(ColumnFeed feed, bool? dayFirst) => feed.Type switch
    {
        FocusType.Number => new NumberCell(feed),
        FocusType.Time => new TimeCell(feed, dayFirst),
        _ when feed.Name == "BillingCurrency" => new CurrencyCell(feed),
        _ when feed.Name is "Tags" or "AllocatedTags" => new TagsCell(feed),
        _ when FocusValues.Allowed(feed.Name) is not null => new EnumerationCell(feed),
        _ => new TextCell(feed),
    };

    private T? Find<T>(string name)
        where T : Cell => _cells.FirstOrDefault(cell => cell.Feed.Name == name) as T;

    private bool IsWhole(CsvScanner row)
    {
        if (row.BadQuoting) return _log.Refuse(FocusErrors.BadQuoting, "a quoted cell is followed by other text", row.Line, null);
        if (row.Count != _width) return _log.Refuse(FocusErrors.RaggedRow, $"{row.Count} cells where the header has {_width}", row.Line, null);
        return Utf8.IsValid(row.Record) || _log.Refuse(FocusErrors.BadText, "the row is not UTF-8", row.Line, null);
    }

    private bool ReadCells(CsvScanner row)
    {
        bool good = true;
        foreach (Cell cell in _checked) good &= cell.Read(row, _log);
        return good;
    }

    private bool IsConsistent(CsvScanner row)
    {
        if (_chargeEnd.Micros <= _chargeStart.Micros)
            return _log.Refuse(FocusErrors.EndBeforeStart, "ChargePeriodEnd is not later than ChargePeriodStart", row.Line, _chargeEnd.Shown);
        return _periodEnd is null || _periodEnd.IsNull || _periodEnd.Micros > _periodStart.Micros
            || _log.Refuse(FocusErrors.EndBeforeStart, "BillingPeriodEnd is not later than BillingPeriodStart", row.Line, _periodEnd.Shown);
    }

    private bool FindPeriod(CsvScanner row)
    {
        if (_periodStart.Micros != _lastMicros)
        {
            DateTimeOffset start = FocusTime.ToInstant(_periodStart.Micros);
            _lastPeriod = BillingPeriod.Of(start);
            if (_lastPeriod.Start != start)
            {
                _lastMicros = long.MinValue;
                string found = start.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                return _log.Refuse(FocusErrors.PeriodNotMonth, $"BillingPeriodStart is {found} UTC, not the first of a month", row.Line, _periodStart.Shown);
            }

            _lastMicros = _periodStart.Micros;
            _last = null;
        }

        if (_only is { } only && _lastPeriod != only)
            return _log.Refuse(FocusErrors.OtherPeriod, $"the billing period is {_lastPeriod}, not {only}", row.Line, _periodStart.Shown);
        if (_last is not null) return true;
        if (!_periods.TryGetValue(_lastPeriod, out _last)) _periods.Add(_lastPeriod, _last = new PeriodRows(_lastPeriod, _cells));
        return true;
    }

    private void WarnOfPurchase(CsvScanner row)
    {
        if (_commitment is null || _commitment.IsNull || _costs.Effective.Units == 0 || !_category.Is("Purchase"u8)) return;
        _log.Count(FocusErrors.PurchaseEffective, "A commitment purchase carries an EffectiveCost, so that it may count twice; it is kept as it is", row.Line, _costs.Effective.Shown);
    }

    private IEnumerable<Problem> Warnings()
    {
        foreach (Cell cell in _cells)
        {
            FocusColumn? column = FocusColumns.Find(cell.Feed.Name);
            if (cell.NullRows > 0 && cell.Feed.NullIsEffective)
                yield return Warning(FocusErrors.ColumnDefaulted, $"{cell.Feed.Name} has no value in {ProblemLog.Rows(cell.NullRows)}: they take their EffectiveCost.", cell);
            else if (cell.NullRows > 0 && column is { Nullable: false })
                yield return Warning(FocusErrors.NullInColumn, $"{cell.Feed.Name} has no value in {ProblemLog.Rows(cell.NullRows)}.", cell);
            if (cell is NumberCell { RoundedRows: > 0 } number)
                yield return Warning(FocusErrors.DigitsRounded, $"{cell.Feed.Name} has more than 18 decimals in {ProblemLog.Rows(number.RoundedRows)}.", cell) with { Severity = Severity.Info };
        }
    }

    private Problem Warning(ErrorInfo info, string message, Cell cell) => info.At(message, _file, null, cell.Shown, Severity.Warning);
}
