using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What the workbook is, on About: month, status, version, data, rounding, rights. Nothing that differs from run to run over the same data.</summary>
internal sealed class AboutFacts(SheetCanvas canvas, Figures figures)
{
    private readonly WorkbookInput _input = figures.Input;
    private readonly string _configuration = figures.Input.ConfigurationHash.Length > 12 ? figures.Input.ConfigurationHash[..12] : figures.Input.ConfigurationHash;

    /// <summary>Writes the facts; returns the row after them.</summary>
    public int Write(int row)
    {
        row = Fact(row, "Purpose", "Are we within budget, why did cost change, and does it tie to what was billed", Look.Text);
        row = Fact(row, "Company", _input.Company, Look.Text);
        row = Fact(row, "Report month", _input.Period, new Look(CellKind.Month), "Period");
        row = Fact(row, "Status of the month", _input.PeriodStatus, Look.Text, "PeriodStatus");
        canvas.PutLink(row - 1, 3, "→ " + SheetFrame.Reconciliation, SheetFrame.Reconciliation, "A1");
        row = Fact(row, "Version", Version(), Look.Text);
        row = Fact(row, "Changed since then", Since(), Look.Text);
        if (_input.Team is null) row = Fact(row, "Restated closed months", RestatedBlock.Words(_input), Look.Text);
        row = Fact(row, "Report currency", _input.Currency.Code, Look.Text, "ReportCurrency");
        row = Fact(row, "Cost metric", $"{_input.Metric}Cost (FOCUS) for teams and budgets; BilledCost for reconciliation", Look.Text);
        row = Data(row);
        row = Money(row);
        row = Fact(row, "Forecast", Forecast(), Look.Text);
        row = Fact(row, "Filters and rights", Rights(), Look.Text);
        return Fact(row, "Contact", _input.Contact is { } contact ? $"{contact}: questions, errors and what is missing here" : "whoever sent you this file; no address is configured", Look.Text);
    }

    private int Data(int row)
    {
        row = Fact(row, "Data through", _input.DataThrough is { } day ? day : "unknown", new Look(CellKind.Date), "DataThrough");
        row = Fact(row, "Snapshot", _input.Snapshot, new Look(CellKind.Id), "SnapshotId");
        if (_input.Loads.Count > 0)
            row = Fact(row, "Data loaded until", Instant(_input.Loads.Max(load => load.SealedAt)), Look.Text);
        row = Fact(row, "Report", $"{_input.Identity.Report}, made by CostGuard (costguard report run); who made it and when stands in the audit log, and costguard report verify FILE tells it", Look.Text);
        row = Fact(row, "Configuration", _configuration, new Look(CellKind.Id));
        row = Fact(row, "CostGuard version", _input.Version, new Look(CellKind.Id));
        row = Fact(row, "Data sheet", _input.DataNote + (_input.IsRolledUp ? $" Its name: {_input.LinesFileName}" : ""), Look.Text);
        // Counts of others' teams and rules are nobody else's business.
        return _input.Team is null
            ? Fact(row, "Teams and rules", string.Create(CultureInfo.InvariantCulture, $"{_input.Teams.Count(team => !team.IsPseudo)} teams and {_input.Rules.Count} allocation rules of configuration {_configuration}"), Look.Text)
            : row;
    }

    private int Money(int row)
    {
        row = Fact(row, "Exchange rates", Rates(), Look.Text);
        row = Fact(row, "Rounding", $"Each month and currency is rounded once, half to even; its cents are handed to teams and lines by the largest remainder.{(figures.Rounded.AreConverted ? " Other currencies are converted exactly, and the month is rounded once in the report's currency." : "")}", Look.Text);
        foreach (Currency currency in figures.Currencies.OrderByDescending(currency => currency == _input.Currency).ThenBy(currency => currency))
        {
            ExactSum billed = Sum(currency, line => line.Costs.Billed), effective = Sum(currency, line => line.Costs.Effective);
            row = Fact(row, $"Unrounded, {currency}", $"{SheetFrame.MonthName(_input.Period)}: billed {billed}, effective {effective}", new Look(CellKind.Id));
        }

        return Fact(row, "Exact amounts", "with every digit of the source, in the CSV and JSON reports of the same snapshot", Look.Text);
    }

    private string Rates() => figures.Converted.Count == 0
        ? "none used for teams and budgets: amounts in another currency are shown apart and never added"
        : $"{string.Join(", ", figures.Converted.Select(currency => figures.RateOf(currency, _input.Period) is { } rate ? $"1 {currency} = {CellText.Exact(rate.Rate)} {_input.Currency} ({rate.Source})" : $"{currency} has no rate in this month"))}; teams, budgets, bridge, services, accounts and allocation are converted at the rates of each month, invoices and journal stay as billed; what has no rate is shown apart";

    private ExactSum Sum(Currency currency, Func<DataLine, decimal> amount) =>
        _input.Lines.Where(line => line.Month == _input.Period && line.Currency == currency).Aggregate(default(ExactSum), (sum, line) => sum + ExactSum.Of(amount(line)));

    private string Version() => _input.CloseVersion is { } version
        ? string.Create(CultureInfo.InvariantCulture, $"final version {version}{(_input.Close?.Approval is { } by ? ", " + by : "")}; providers' later changes are listed in the first open month after it")
        : "an estimate: a later one, and the final one when the month is closed, replace it";

    private string Since()
    {
        if (_input.Earlier is not { } earlier) return "there is no earlier version from other data";
        IEnumerable<string> changes = earlier.Billed.Keys.Union(figures.Currencies).Order().Select(currency => Change(currency, earlier.Billed.GetValueOrDefault(currency)));
        return $"since {earlier.File} (snapshot {earlier.Snapshot}) billed cost of {SheetFrame.MonthName(_input.Period)} {string.Join("; ", changes)}";
    }

    private string Change(Currency currency, decimal before)
    {
        decimal then = decimal.Round(before, currency.MinorUnits, MidpointRounding.ToEven), now = figures.Month(_input.Period, currency, Core.Focus.CostMetric.Billed);
        string Shown(decimal amount, CellKind kind) => CellText.Shown(amount, kind, currency);
        return then == now ? $"is the same {Shown(now, CellKind.Money)} {currency}" : $"changed by {Shown(now - then, CellKind.Change)} from {Shown(then, CellKind.Money)} to {Shown(now, CellKind.Money)} {currency}";
    }

    private string Forecast()
    {
        string method = "of budget check and forecast show: level, weekday, known monthly fees; with too little history, or cost in a currency without rate, at this pace";
        (string Team, double Error)[] errors = [.. _input.Teams.Where(team => team.Budget?.Forecast?.PastError is not null).Select(team => (team.Label, team.Budget!.Forecast!.PastError!.Value))];
        if (errors.Length == 0) return $"{method}; no past error could be tested";
        string words = string.Join(", ", errors.Select(each => $"{each.Team} {each.Error.ToString("0.0 %", CultureInfo.InvariantCulture)}"));
        return $"{method}; its own past error on about this day of the month: {words}";
    }

    private string Rights() => _input.Team is not { } team ? "none: the whole company"
        : team.Below.Count == 0 ? $"the cost of {team.Title} only, cut before it was written; accounts and invoices of shared cost are not named"
        : $"the cost of {team.Title} and the teams below it ({string.Join(", ", team.Below)}) only, cut before it was written; accounts and invoices of shared cost are not named";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private int Fact(int row, string name, object value, Look look, string? cellName = null)
    {
        canvas.Put(row, 1, name, new Look(CellKind.Text, Bold: true));
        canvas.Put(row, 2, value, look);
        if (cellName is not null) canvas.NameCell(cellName, row, 2);
        return row + 1;
    }
}
