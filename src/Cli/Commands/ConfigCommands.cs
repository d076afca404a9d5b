using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Ledger.State;

namespace CostGuard.Cli.Commands;

/// <summary>costguard config validate|schema|show.</summary>
public static class ConfigCommands
{
    public static Command Build(Verbs verbs)
    {
        var format = new Option<string>("--format") { Description = "How problems are printed: text, json, sarif or github.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        var origin = new Option<bool>("--origin") { Description = "Also where each value came from." };
        var kind = new Argument<string?>("KIND") { Description = string.Join(", ", ConfigurationSchemas.Kinds), Arity = ArgumentArity.ZeroOrOne };
        return Verbs.Group("config", "The configuration.",
        [
            verbs.Make("validate", "Check every file; exit code 2 when there is an error.", [format], (session, _) => Task.FromResult(Validate(session, session.Arguments.GetValue(format)!))),
            verbs.Make("show", "Show the process settings in force; secrets are masked.", [origin], (session, cancellationToken) => ShowAsync(session, session.Arguments.GetValue(origin), cancellationToken)),
            verbs.Make("schema", "Print the JSON Schema of a kind of object.", [kind], (session, _) =>
            {
                string asked = session.Arguments.GetValue(kind) ?? "";
                if (asked.Length == 0)
                {
                    foreach (string each in ConfigurationSchemas.Kinds) session.Screen.Line(each);
                    return Task.FromResult(0);
                }

                session.Screen.Line(ConfigurationSchemas.Schema(asked)
                    ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no kind '{asked}'. There are: {string.Join(", ", ConfigurationSchemas.Kinds)}.")));
                return Task.FromResult(0);
            }),
        ]);
    }

    private static int Validate(Session session, string format)
    {
        if (!File.Exists(session.Home.Combine("costguard.yaml"))) throw new CostGuardException(2, CommandErrors.NotAHome.At($"No costguard.yaml in {session.Home.Path}."));
        (CostGuardConfiguration? read, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(session.Home);
        IReadOnlyList<Problem> against = read is null ? [] : ClosedMonths.Check(read, StateReads.Locks(session.Home));
        Problem[] all = [.. problems, .. against, .. ProcessSettings.Read(session.Home, session.Surroundings.Variables).Problems];
        int files = ConfigurationFolders(session);
        session.Screen.Line((format == "text" && session.OutputFormat == "json" ? "json" : format) switch
        {
            "json" => ProblemRenderers.Json(all, files),
            "sarif" => ProblemRenderers.Sarif(all, VersionCommand.Number),
            "github" => ProblemRenderers.GitHub(all),
            _ => ProblemRenderers.Text(all, files),
        });
        return all.Any(problem => problem.Severity == Severity.Error) ? 2 : 0;
    }

    private static int ConfigurationFolders(Session session) => 1 + ((string[])["connections", "teams", "allocation", "budgets", "drivers", "schedules", "notifications", "webhooks"])
        .Select(folder => session.Home.Combine(folder))
        .Where(Directory.Exists)
        .Sum(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".csv"));

    private static async Task<int> ShowAsync(Session session, bool origin, CancellationToken cancellationToken)
    {
        ProcessSettings settings = ProcessSettings.Read(session.Home, session.Surroundings.Variables);
        ReportColumn[] columns = [new("key", "Setting", CellKind.Text), new("value", "Value", CellKind.Text), new("origin", "From", CellKind.Text)];
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.config/1",
            Title = "Process settings",
            Columns = origin ? columns : columns[..2],
            Rows = [.. settings.Origins.Select(setting => (object?[])(origin ? [setting.Key, setting.Value, setting.Origin] : [setting.Key, setting.Value]))],
            Meta = ReportMeta.NoMoney,
        }, cancellationToken).ConfigureAwait(false);
        return settings.Problems.Any(problem => problem.Severity == Severity.Error) ? 2 : 0;
    }
}
