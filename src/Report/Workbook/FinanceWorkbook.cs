using ClosedXML.Excel;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Writes the finance workbook: laid-out sheets by ClosedXML, then formulas with cached values, tables, charts and the streamed Data sheet in the
/// file pass. Same input, same bytes.
/// </summary>
public static class FinanceWorkbook
{
    /// <summary>Writes the file; returns the mark of its content, which its keywords end with: no other content has it.</summary>
    /// <exception cref="CostGuardException">There is no line (exit code 5), or there are more than a sheet holds (exit code 2).</exception>
    public static async Task<string> WriteAsync(WorkbookInput input, Stream output, CancellationToken cancellationToken)
    {
        if (input.Lines.Count == 0) throw new CostGuardException(5, ReportErrors.NothingToReport.At($"There is no cost in {input.Period} or the twelve months before it."));
        if (input.Lines.Count > DataSheet.RowsMax) throw new CostGuardException(2, ReportErrors.TooManyRows.At($"The Data sheet would have {input.Lines.Count} lines; at most {DataSheet.RowsMax} are written."));

        var figures = new Figures(input);
        using XLWorkbook book = WorkbookShell.Create(
            $"CostGuard {input.Company}{(input.Team is { } team ? " " + team.Title : "")} {input.Period}", $"{input.Period}, {input.PeriodStatus}", input.Identity.Keywords, input.DataThrough);
        SheetCanvas summary = Add(book, SheetFrame.Summary);
        SheetCanvas budgetCanvas = Add(book, SheetFrame.Budget);
        SheetCanvas? bridge = input.Bridge is null ? null : Add(book, SheetFrame.Bridge);
        SheetCanvas service = Add(book, SheetFrame.Service);
        SheetCanvas account = Add(book, SheetFrame.Account);
        SheetCanvas? allocation = input.Team is null ? Add(book, SheetFrame.Allocation) : null;
        SheetCanvas? commitments = input.Commitments is null ? null : Add(book, SheetFrame.Commitments);
        SheetCanvas? anomalies = input.Anomalies is null ? null : Add(book, SheetFrame.Anomalies);
        SheetCanvas? savings = input.Savings is null ? null : Add(book, SheetFrame.Savings);
        SheetCanvas? adjustments = input.Team is null ? Add(book, SheetFrame.Adjustments) : null;
        SheetCanvas invoices = Add(book, SheetFrame.Invoices);
        SheetCanvas reconciliation = Add(book, SheetFrame.Reconciliation);
        SheetCanvas checks = Add(book, SheetFrame.Checks);
        SheetCanvas? journal = input.Close?.Journal is null ? null : Add(book, SheetFrame.Journal);
        SheetCanvas data = Add(book, SheetFrame.Data);
        SheetCanvas? rates = input.HasFx ? Add(book, SheetFrame.Fx) : null;
        SheetCanvas about = Add(book, SheetFrame.About);

        var budget = new BudgetSheet(budgetCanvas, figures);
        new SummarySheet(summary, figures, budget).Write();
        budget.Write();
        if (bridge is not null) new BridgeSheet(bridge, figures, input.Bridge!).Write();
        Services(service, figures);
        Accounts(account, figures);
        if (allocation is not null) new AllocationSheet(allocation, figures).Write();
        if (commitments is not null) new CommitmentsSheet(commitments, figures, input.Commitments!).Write();
        if (anomalies is not null) new AnomaliesSheet(anomalies, figures, input.Anomalies!).Write();
        if (savings is not null) new SavingsSheet(savings, figures, input.Savings!).Write();
        if (adjustments is not null) new AdjustmentsSheet(adjustments, figures).Write();
        new InvoicesSheet(invoices, figures).Write();
        new ReconciliationSheet(reconciliation, figures, budget.TotalCost).Write();
        new ChecksSheet(checks, figures).Write();
        if (journal is not null) new JournalSheet(journal, figures).Write();
        new DataSheet(data, figures).Write();
        if (rates is not null) new FxSheet(rates, input).Write();
        new AboutSheet(about, figures).Write();
        string mark = "";
        string Keyword(string hash) => WorkbookIdentity.ContentKeyword(mark = hash[..WorkbookIdentity.ContentLength]);
        await PackageWriter.WriteAsync(book, [.. new[] { summary, budgetCanvas, bridge, service, account, allocation, commitments, anomalies, savings, adjustments, invoices, reconciliation, checks, journal, data, rates, about }.OfType<SheetCanvas>()], output, Keyword, cancellationToken).ConfigureAwait(false);
        return mark;
    }

    private static SheetCanvas Add(XLWorkbook book, string name) => new(book.AddWorksheet(name));

    private static void Services(SheetCanvas canvas, Figures figures) => new BreakdownSheet(canvas, figures, "tblService", "Cost by service", withProviders: true).Write(
        [new("Provider", Look.Text, 16), new("Service", Look.Text, 36)],
        [.. figures.ByMonth((line, currency) => (line.Provider, line.Service, Currency: currency))
            .Select(group => new BreakdownRow([group.Key.Provider, group.Key.Service], group.Key.Currency, group.Value))],
        liveOn: 1);

    // Ids are compared as numbers by SUMIFS ("000000000042" = "42"), so this sheet holds values that Checks ties to Data.
    private static void Accounts(SheetCanvas canvas, Figures figures)
    {
        Dictionary<(string?, Currency), string> owners = figures.ByMonth((line, currency) => (line.AccountId, Currency: currency, line.Team))
            .GroupBy(group => (group.Key.AccountId, group.Key.Currency))
            .ToDictionary(group => group.Key, group => group
                .OrderByDescending(team => team.Value[^1]).ThenByDescending(team => team.Value.Sum()).ThenBy(team => team.Key.Team, StringComparer.Ordinal).First().Key.Team);
        new BreakdownSheet(canvas, figures, "tblAccount", "Cost by account").Write(
            [new("Provider", Look.Text, 16), new("Account id", new Look(Core.Reports.CellKind.Id), SheetColumn.WidthFor(figures.Input.Lines.Select(line => line.AccountId), 20)), new("Account name", Look.Text, 26), new("Largest team", Look.Text, 18)],
            [.. figures.ByMonth((line, currency) => (line.Provider, line.AccountId, line.AccountName, Currency: currency)).Select(group => new BreakdownRow(
                [group.Key.Provider, group.Key.AccountId, group.Key.AccountName, owners[(group.Key.AccountId, group.Key.Currency)]], group.Key.Currency, group.Value))],
            liveOn: -1);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, SheetFrame.HeaderRow + 3_000, 4));
    }
}
