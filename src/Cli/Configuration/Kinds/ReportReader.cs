using System.CommandLine.Parsing;
using CostGuard.Cli.Commands;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Cli.Reports;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Queries;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Reads a report's definition. Its options are held against the parser of the command that answers the table.</summary>
public sealed class ReportReader(ReadContext context, CompanyConfig company)
{
    // Any day does: only the form of a period is looked at.
    private static readonly DateTimeOffset AnyDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string LastMonth = "last-month";

    private static readonly string[] NotOfWorkbooks = ["table", "columns", "sort", "top", "file"];

    private TableQuestions? _questions;

    public ReportDefinition Read(ConfigDocument document)
    {
        MapNode spec = document.Spec;
        if (document.Name is ReportKind.Finance)
            context.Problems.Add(document.Root.Map("metadata")!.PlaceOf("name").Report(ReportErrors.ReservedReport, $"A report cannot be named \"{document.Name}\"."));
        if (spec.Entry("workbook") is not null) return Workbooks(document);
        if (spec.Text("table") is null || spec.Text("format") is null)
            context.Problems.Add(spec.At.Report(ReportErrors.NotAWorkbook, $"A report has {(spec.Text("table") is null ? "\"table\", or \"workbook\"" : "\"format\"")}: it is missing."));
        if (spec.Entry("teams") is { } teams) context.Problems.Add(teams.At.Report(ReportErrors.NotAWorkbook, "\"teams\" goes with \"workbook: team\"; a table names its team in its options."));
        return new ReportDefinition
        {
            Name = document.Name!,
            Title = document.Root.Map("metadata")?.Text("title"),
            Table = spec.Text("table") ?? "",
            Options = spec.Text("table") is null ? [] : Options(spec),
            Columns = Placed(spec, "columns"),
            Sort = Placed(spec, "sort"),
            Top = (int?)spec.Number("top"),
            Format = spec.Text("format") ?? "",
            FilePattern = spec.Text("file"),
            File = document.File,
        };
    }

    private ReportDefinition Workbooks(ConfigDocument document)
    {
        MapNode spec = document.Spec;
        foreach (string key in NotOfWorkbooks.Where(key => spec.Entry(key) is not null))
            context.Problems.Add(spec.Entry(key)!.At.Report(ReportErrors.NotAWorkbook, $"\"{key}\" does not go with \"workbook\": a workbook has its own sheets and name."));
        if (spec.Text("format") is { } format && format != "xlsx")
            context.Problems.Add(spec.PlaceOf("format").Report(ReportErrors.NotAWorkbook, $"A workbook is xlsx, not {format}."));
        bool ofTeams = spec.Text("workbook") == ReportKind.TeamWord;
        if (!ofTeams && spec.Entry("teams") is { } teams) context.Problems.Add(teams.At.Report(ReportErrors.NotAWorkbook, "\"teams\" goes with \"workbook: team\"."));
        ScalarNode[] named = [.. spec.Scalars("teams")];
        foreach (ScalarNode team in named) context.CheckTeam(team);
        return new ReportDefinition
        {
            Name = document.Name!,
            Title = document.Root.Map("metadata")?.Text("title"),
            Workbook = new WorkbookOrder(ofTeams, [.. named.Select(team => team.Text)], Month(spec.Map("options"))),
            Format = "xlsx",
            File = document.File,
        };
    }

    // A workbook has one option, its month.
    private string Month(MapNode? options)
    {
        foreach (YamlEntry entry in options?.Entries ?? [])
        {
            if (entry.Key != "period") context.Problems.Add(entry.At.Report(ReportErrors.UnknownOption, $"A workbook has no option \"{entry.Key}\".{Suggestion.For(entry.Key, ["period"])}"));
            else if (entry.Value is ScalarNode value) CheckMonth(value);
        }

        return options?.Text("period") ?? LastMonth;
    }

    private void CheckMonth(ScalarNode value)
    {
        try
        {
            PeriodText period = PeriodText.Parse(value.Text, AnyDay, company);
            if (period.IsAll || period.First != period.Last) context.Problems.Add(value.At.Report(ReportErrors.WrongOption, $"A workbook is about one month: \"{value.Text}\" is more."));
        }
        catch (CostGuardException refusal)
        {
            context.Problems.Add(value.At.Report(ReportErrors.WrongOption, refusal.Problems[0].Message));
        }
    }

    private List<string> Options(MapNode spec)
    {
        string table = spec.Text("table")!;
        TableCommand command = (_questions ??= TableQuestions.Open()).Find(table)!;
        string[] known = [.. command.Options.Select(option => Key(option.Name)), .. command.Arguments.Select(argument => Key(argument.Name))];
        var options = new List<string>();
        var arguments = new SortedDictionary<int, string>();
        foreach (YamlEntry entry in spec.Map("options")?.Entries ?? [])
        {
            if (!known.Contains(entry.Key))
            {
                context.Problems.Add(entry.At.Report(ReportErrors.UnknownOption, $"\"{table}\" has no option \"{entry.Key}\".{Suggestion.For(entry.Key, known)}"));
                continue;
            }

            int argument = command.Arguments.ToList().FindIndex(each => Key(each.Name) == entry.Key);
            foreach (ScalarNode value in MapNode.ScalarsOf(entry.Value))
            {
                CheckValue(table, entry.Key, value);
                if (argument < 0) options.Add($"--{entry.Key}={value.Text}");
                else arguments[argument] = value.Text;
            }
        }

        if (arguments.Count > 0) options.AddRange(["--", .. arguments.Values]);
        if (!context.Problems.Any(problem => problem.File == spec.At.File && problem.Severity == Severity.Error)) CheckLine(table, options, spec);
        return options;
    }

    // What the parser finds is told where the option was written.
    private void CheckLine(string table, List<string> options, MapNode spec)
    {
        foreach (ParseError error in _questions!.Parse(table, options).Errors)
        {
            string? key = null;
            for (SymbolResult? at = error.SymbolResult; at is not null && key is null; at = at.Parent)
                key = at switch { OptionResult option => Key(option.Option.Name), ArgumentResult { Argument: { } argument } => Key(argument.Name), _ => null };
            MapNode? map = spec.Map("options");
            Place place = key is not null && map?.Entry(key) is not null ? map.PlaceOf(key) : spec.PlaceOf(map is null ? "table" : "options");
            context.Problems.Add(place.Report(ReportErrors.WrongOption, error.Message));
        }
    }

    // What the commands look at only when they run.
    private void CheckValue(string table, string key, ScalarNode value)
    {
        try
        {
            switch (key)
            {
                case "team" when value.Text is not ("unallocated" or "central"): context.CheckTeam(value); break;
                case "period" or "compare" when table == "cost explain": _ = ChangeWindow.Parse(value.Text, AnyDay, company); break;
                case "period" or "compare": _ = PeriodText.Parse(value.Text, AnyDay, company); break;
                case "metric": _ = CostCommands.Metric(value.Text); break;
                case "by" when table is "cost show" or "cost diff":
                    foreach (Dimension dimension in CostCommands.Dimensions([value.Text])) DimensionNames.Check(dimension, context.Folding);
                    break;
            }
        }
        catch (CostGuardException refusal)
        {
            context.Problems.Add(value.At.Report(ReportErrors.WrongOption, refusal.Problems[0].Message));
        }
    }

    private static string Key(string name) => name.TrimStart('-').ToLowerInvariant();

    private static PlacedWord[] Placed(MapNode spec, string key) => [.. spec.Scalars(key).Select(word => new PlacedWord(word.Text, word.At.Line, word.At.Column))];
}
