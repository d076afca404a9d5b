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
