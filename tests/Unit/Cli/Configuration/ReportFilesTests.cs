using CostGuard.Cli.Configuration;
using CostGuard.Cli.Reports;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class ReportFilesTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_Definition_IsACommandLineWithItsShape()
    {
        _home.WithTeam("payments").With("Report", "reports/mine.yaml",
            "table: cost show", "options: { by: [service, month], team: payments, period: last-month }", "columns: [service, effectiveCost]", "sort: [-effectiveCost]", "top: 5", "format: csv", "file: \"{name}-{period}\"");
        ReportDefinition report = Assert.Single(_home.Read().Reports);
        Assert.Equal(("cost show", 5, "csv"), (report.Table, report.Top, report.Format));
        Assert.Equal(["--by=service", "--by=month", "--team=payments", "--period=last-month"], report.Options);
        Assert.Equal(new PlacedWord("-effectiveCost", 8, 10), Assert.Single(report.Sort));
    }

    [Fact]
    public void Read_ArgumentAndFlag_AreWordsOfTheCommand()
    {
        _home.With("Report", "reports/one.yaml", "table: budget show", "options: { name: \"@x\" }", "format: json")
            .With("Report", "reports/two.yaml", "table: anomaly list", "options: { all: true, days: 60 }", "format: json");
        Assert.Equal(["--", "@x"], _home.Read().Reports[0].Options);
        Assert.Equal(["--all=true", "--days=60"], _home.Read().Reports[1].Options);
    }

    [Theory]
    [InlineData("options: { byy: team }", "reports/mine.yaml:6:14 CG3010 \"cost show\" has no option \"byy\". Did you mean \"by\"?")]
    [InlineData("options: { by: [team, servce] }", "reports/mine.yaml:6:25 CG3011 There is no dimension 'servce'. Did you mean 'service'?")]
    [InlineData("options: { period: 2026-13 }", "reports/mine.yaml:6:22 CG3011 '2026-13' is not a period")]
    [InlineData("options: { metric: list, team: pay }", "reports/mine.yaml:6:34 CG2102 There is no team \"pay\".")]
    [InlineData("options: { metric: costly }", "reports/mine.yaml:6:22 CG3011 --metric 'costly' is none of")]
    [InlineData("options: { period: [mtd, all] }", "reports/mine.yaml:6:22 CG3011 ")]
    [InlineData("file: ../../x", "reports/mine.yaml:6:9 CG20")]
    [InlineData("file: \"{month}\"", "reports/mine.yaml:6:9 CG20")]
    public void Problems_OfOptions_HaveTheirPlace(string line, string problem)
    {
        _home.With("Report", "reports/mine.yaml", "table: cost show", line, "format: csv");
        Assert.StartsWith(problem, Assert.Single(_home.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Workbooks_NameTeamsAndMonth()
    {
        _home.WithTeam("payments").With("Report", "reports/all.yaml", "workbook: team").With("Report", "reports/one.yaml", "workbook: team", "teams: [payments]", "options: { period: 2026-10 }")
            .With("Report", "reports/whole.yaml", "workbook: finance");
        IReadOnlyList<ReportDefinition> reports = _home.Read().Reports;
        Assert.Equal((true, 0, "last-month"), (reports[0].Workbook!.OfTeams, reports[0].Workbook!.Teams.Count, reports[0].Workbook!.Period));
        Assert.Equal((true, "payments", "2026-10"), (reports[1].Workbook!.OfTeams, Assert.Single(reports[1].Workbook!.Teams), reports[1].Workbook!.Period));
        Assert.False(reports[2].Workbook!.OfTeams);
    }

    [Theory]
    [InlineData("workbook: teem", "reports/mine.yaml:5:13 CG20")]
    [InlineData("workbook: team\n  teams: [payment]", "reports/mine.yaml:6:11 CG2102 There is no team \"payment\". Did you mean \"payments\"?")]
    [InlineData("workbook: team\n  columns: [team]", "reports/mine.yaml:6:3 CG3016 \"columns\" does not go with \"workbook\"")]
    [InlineData("workbook: team\n  format: csv", "reports/mine.yaml:6:11 CG3016 A workbook is xlsx, not csv.")]
    [InlineData("workbook: finance\n  teams: [payments]", "reports/mine.yaml:6:3 CG3016 \"teams\" goes with")]
    [InlineData("workbook: team\n  options: { perid: mtd }", "reports/mine.yaml:6:14 CG3010 A workbook has no option \"perid\". Did you mean \"period\"?")]
    [InlineData("workbook: team\n  options: { period: 2026-01..2026-03 }", "reports/mine.yaml:6:22 CG3011 A workbook is about one month")]
    [InlineData("format: csv", "reports/mine.yaml:5:3 CG3016 A report has \"table\", or \"workbook\": it is missing.")]
    [InlineData("table: cost show", "reports/mine.yaml:5:3 CG3016 A report has \"format\": it is missing.")]
    public void Problems_OfWorkbooks_HaveTheirPlace(string lines, string problem)
    {
        _home.WithTeam("payments").With("Report", "reports/mine.yaml", lines);
        Assert.StartsWith(problem, Assert.Single(_home.Lines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cost shwo", "csv", "Did you mean \"cost show\"?")]
    [InlineData("budget approve", "csv", "5:10")]
    [InlineData("period status", "csv", "CG3011")]
    [InlineData("cost show", "xslx", "Did you mean \"xlsx\"?")]
    public void Problems_OfTableAndFormat_AreFound(string table, string format, string words)
    {
        _home.With("Report", "reports/mine.yaml", $"table: {table}", $"format: {format}");
        Assert.Contains(words, Assert.Single(_home.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_ReservedNameAndUnknownReportOfASchedule_AreFound()
    {
        _home.With("Report", "reports/finance.yaml", "table: cost show", "format: csv")
            .With("Schedule", "schedules/mine.yaml", "run: { report: financ }", "cron: \"0 0 7 ? * MON\"");
        string[] lines = _home.Lines();
        Assert.StartsWith("reports/finance.yaml:3:19 CG3014", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("schedules/mine.yaml:5:18 CG2312 There is no report \"financ\". Did you mean \"finance\"?", lines[1], StringComparison.Ordinal);
    }

    // The command tree is the only list: whatever writes is not in it.
    [Fact]
    public void Names_AreTheReadingCommands()
    {
        Assert.Superset(new HashSet<string> { "cost show", "cost diff", "cost explain", "budget check", "forecast show", "anomaly list", "period status", "allocation coverage", "team list", "rate list", "load list" }, TableQuestions.Names.ToHashSet());
        Assert.DoesNotContain(TableQuestions.Names, name => name.Split(' ')[1] is "run" or "ack" or "approve" or "import" or "remove" or "prune" or "send" or "add" or "test");
        Assert.Contains("\"cost explain\"", ConfigurationSchemas.Schema("report"), StringComparison.Ordinal);
    }
}
