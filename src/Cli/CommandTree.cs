using System.CommandLine;
using CostGuard.Cli.Commands;
using CostGuard.Core.Values;

namespace CostGuard.Cli;

/// <summary>The whole command line: nouns, then verbs.</summary>
public static class CommandTree
{
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        RootCommand root = Build(surroundings);
        // What people write is kept and printed: a colour code that came along with a pasted text must not keep a file from being made later.
        ParseResult parsed = root.Parse([.. args.Select(WritableText.Clean)]);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
                await surroundings.Error.WriteLineAsync($"Error CG5002: {error.Message}").ConfigureAwait(false);
            await surroundings.Error.WriteLineAsync($"  Fix: see 'costguard {Path(parsed)}--help'.   More: costguard explain CG5002").ConfigureAwait(false);
            return 2;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = surroundings.Out, Error = surroundings.Error }).ConfigureAwait(false);
    }

    public static RootCommand Build(Surroundings surroundings) => Build(surroundings, new GlobalOptions());

    /// <summary>The tree with the flags by which its answers are read.</summary>
    public static RootCommand Build(Surroundings surroundings, GlobalOptions globals)
    {
        var verbs = new Verbs(globals, surroundings);
        var root = new RootCommand("CostGuard: what did we spend, who spent it, and what should change. Numbers tie to the bill, to the last digit.");
        foreach (Option option in globals.All) root.Add(option);
        Command[] commands =
        [
            InitCommand.Build(verbs),
            DemoCommands.Build(verbs),
            ImportCommand.Build(verbs),
            CollectCommand.Build(verbs),
            ConnectionCommands.Build(verbs),
            DoctorCommand.Build(verbs),
            StatusCommand.Build(verbs),
            FaultCommands.Build(verbs),
            CostCommands.Build(verbs),
            BudgetCommands.Build(verbs),
            ForecastCommands.Build(verbs),
            CommitmentCommands.Build(verbs),
            RecommendCommands.Build(verbs),
            UsageCommands.Build(verbs),
            PriceCommands.Build(verbs),
            ActionCommands.Build(verbs),
            RateCommands.Build(verbs),
            AnomalyCommands.Build(verbs),
            TeamCommands.Build(verbs),
            AllocationCommands.Build(verbs),
            PlanCommand.Build(verbs),
            LoadCommands.Build(verbs),
            InvoiceCommands.Build(verbs),
            PeriodCommands.Build(verbs),
            ReviewCommands.Build(verbs),
            StatementCommands.Build(verbs),
            SnapshotCommands.Build(verbs),
            ReportCommands.Build(verbs),
            MailCommands.Build(verbs),
            WebhookCommands.Build(verbs),
            ScheduleCommands.Build(verbs),
            ServeCommand.Build(verbs),
            ConfigCommands.Build(verbs),
            ExplainCommand.Build(verbs),
            CompletionCommand.Build(verbs),
            VersionCommand.Build(verbs),
        ];
        foreach (Command command in commands) root.Add(command);
        return root;
    }

    private static string Path(ParseResult parsed)
    {
        string path = "";
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command; at = at.Parent)
            path = $"{command.Command.Name} {path}";
        return path;
    }
}
