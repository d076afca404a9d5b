using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard plan: what a change of teams and rules moves, before anything is written.</summary>
public static class PlanCommand
{
    public static Command Build(Verbs verbs)
    {
        var config = new Option<string?>("--config") { Description = "Folder with the changed configuration. Default: the home's own files against those of the last snapshot.", HelpName = "DIR" };
        return verbs.Make("plan", "Show how much money each change of rules moves from which team to which, per month. Writes nothing.", [config], async (session, cancellationToken) =>
        {
            (CostGuardConfiguration current, CostGuardConfiguration proposed, Snapshot snapshot) = await BothAsync(session, session.Arguments.GetValue(config), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<MovedCost> moved = await session.Room<ISnapshotStore>().PlanAsync(current, proposed, cancellationToken).ConfigureAwait(false);
            var months = new PeriodText("all", DayRange.All);
            await session.AnswerAsync(MovedCostTable.Build(moved, CostCommands.Facts(session, snapshot, months, null)), cancellationToken).ConfigureAwait(false);
            return 0;
        });
    }

    private static async Task<(CostGuardConfiguration Current, CostGuardConfiguration Proposed, Snapshot Snapshot)> BothAsync(
        Session session, string? folder, CancellationToken cancellationToken)
    {
        ISnapshotStore store = session.Room<ISnapshotStore>();
        if (folder is not null)
        {
            Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            return (session.Configuration, Read(new HomeFolder(Path.GetFullPath(folder, session.Surroundings.WorkingFolder))), snapshot);
        }

        IReadOnlyList<Snapshot> last = await store.ListAsync(1, cancellationToken).ConfigureAwait(false);
        if (last.Count == 0 || ArchivingSnapshotStore.Kept(session.Home, last[0].Id) is not { } kept)
            throw new CostGuardException(5, CommandErrors.BadArgument.At("There is no snapshot yet to compare with: run 'costguard cost show' once before the change, or name the changed files with --config DIR."));
        return (Read(kept), session.Configuration, last[0]);
    }

    private static CostGuardConfiguration Read(HomeFolder folder)
    {
        (CostGuardConfiguration? configuration, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(folder);
        Problem[] errors = [.. problems.Where(problem => problem.Severity == Severity.Error)];
        if (errors.Length > 0) throw new CostGuardException(2, errors[0], [.. errors.Skip(1)]);
        return configuration ?? throw new CostGuardException(2, CommandErrors.NotAHome.At($"No costguard.yaml in {folder.Path}."));
    }
}
