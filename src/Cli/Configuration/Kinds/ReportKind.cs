using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Reports;
using CostGuard.Core.Reports;
using CostGuard.Report;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>reports/NAME.yaml.</summary>
public static class ReportKind
{
    /// <summary>The finance workbook, which needs no definition.</summary>
    public const string Finance = "finance";

    /// <summary>A workbook of each team.</summary>
    public const string TeamWord = "team";

    public static ObjectKind Kind { get; } = new("report", "Report", "reports", "A report made from a table that a command answers, or workbooks.", new MapShape(
        new Field("table", Form.Choice("The command that answers, noun and verb.", TableQuestions.Names)),
        new Field("workbook", Form.Choice("In place of a table: team writes a workbook of each team with its own cost alone, finance the company's.", TeamWord, Finance)),
        new Field("teams", new ListShape(Form.Text("A team.", "payments"), 1) { Description = "Teams whose workbooks are written. Default: every team that has cost." }),
        new Field("options", new MapShape
        {
            Open = new OpenKeys("^[a-z][a-z-]{0,30}$", "an option of the command, without hyphens in front",
                Form.OneOrMany(Form.Text("A value, as on the command line."), "The value, or several where the option takes several; true for a flag.")),
            Description = "Options of that command, and its arguments in lower case.",
        }),
        new Field("columns", new ListShape(Form.Text(Key, "Key of a column, as in the first line of -o csv.", "team"), 1) { Description = "Columns shown, in order. Default: all." }),
        new Field("sort", new ListShape(Form.Text(SortKey, "Key of a column; a minus before it for falling order.", "-effectiveCost"), 1) { Description = "Columns by which rows are sorted. Default: as the command does." }),
        new Field("top", new NumberShape(1, 100_000, Whole: true) { Description = "How many rows are shown, of each currency. The others are added up where the table has a total." }),
        new Field("format", Form.Choice("Format of the file. A workbook is xlsx.", Formats)),
        new Field("file", Form.Text(FileName, "Name of the file; the ending comes from the format. Default: costguard-{name}-{period}.", "cost-{period}-asof-{asOf}"))))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Report
            metadata: { name: largest-services, title: The largest services of last month }
            spec:
              table: cost show               # any command that answers with a table
              options: { by: [provider, service], period: last-month }
              sort: [-effectiveCost]
              top: 20
              format: xlsx                   # xlsx | csv | tsv | json | jsonl | markdown | html

            """,
    };

    private static TextForm Key => new(@"^[^\s,-][^,]{0,99}$", "the key of a column, such as team");

    private static TextForm SortKey => new(@"^-?[^\s,-][^,]{0,99}$", "the key of a column, such as team, or -effectiveCost for falling order");

    private static TextForm FileName => new(
        @"^([A-Za-z0-9]|\{(name|period|asOf)\})([A-Za-z0-9._-]|\{(name|period|asOf)\}){0,99}$", "a file name of letters, digits, dots and hyphens, with {name}, {period} and {asOf}");

    private static LazyNames Formats => new(() =>
    {
        using ServiceProvider rooms = new ServiceCollection().AddReport().BuildServiceProvider();
        return [.. rooms.GetServices<IReportFormat>().Select(format => format.Key)];
    });
}
