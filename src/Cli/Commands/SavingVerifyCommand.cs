using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend verify.</summary>
internal static class SavingVerifyCommand
{
    public static Command Build(Verbs verbs)
    {
        var flags = new ActionFlags();
        var action = new Argument<string?>("ACTION") { Description = "A done action, as A-3. Its saving and state are kept with it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all-done") { Description = "Every done action that is not measured yet, or whose 90 days of watching for a rebound run." };
        var resource = new Option<string[]>("--resource") { Description = "Without an action: FOCUS ResourceId that was changed; replacements too. Repeatable.", HelpName = "ID" };
        var done = new Option<string?>("--done") { Description = "Without an action: the day of the change.", HelpName = "DAY" };
        var promised = new Option<decimal?>("--promised") { Description = "Without an action: promised saving a month, in the company's currency.", HelpName = "AMOUNT" };
        return verbs.Make(
            "verify",
            "Measure on the bill what an action saved: against its own forecast and its peers, prices apart. Exit code 3: less than half, or it came back; 5: too early.",
            [action, all, resource, done, promised, flags.By],
            (session, cancellationToken) =>
            {
                bool every = session.Arguments.GetValue(all);
                string[] ids = session.Arguments.GetValue(resource) ?? [];
                return (session.Arguments.GetValue(action), every, ids.Length > 0) switch
                {
                    ({ } id, false, false) => OneAsync(session, id, flags, cancellationToken),
                    (null, true, false) => AllAsync(session, flags, cancellationToken),
                    (null, false, true) => TypedAsync(session, ids, session.Arguments.GetValue(done), session.Arguments.GetValue(promised), cancellationToken),
                    _ => throw new CostGuardException(2, CommandErrors.BadArgument.At("Name an action (A-3), or --all-done, or --resource with --done and --promised.")),
                };
            });
    }

    private static async Task<int> TypedAsync(Session session, string[] resources, string? done, decimal? promised, CancellationToken cancellationToken)
    {
        DateOnly when = ActionFlags.Day("--done", done) ?? throw new CostGuardException(2, CommandErrors.BadArgument.At("--done is missing."));
        if (promised is not { } amount || amount <= 0m) throw new CostGuardException(2, CommandErrors.BadArgument.At("--promised is not above zero."));
        Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        var question = new SavingQuestion(resources, when, amount, session.Configuration.Company.Currency);
        VerifiedSaving saving = await session.Room<VerificationService>().VerifyAsync(data, question, cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(VerifiedSavingTable.Build(question, saving, Facts(session, data, $"around {done}")), cancellationToken).ConfigureAwait(false);
        return Code(saving.State);
    }

    private static async Task<int> OneAsync(Session session, string text, ActionFlags flags, CancellationToken cancellationToken)
    {
        Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        ActionBook book = await ActionCommands.BookAsync(session, cancellationToken).ConfigureAwait(false);
        ActionItem action = (ActionId.TryParse(text, out ActionId id) ? book.Find(id) : null) ?? throw new CostGuardException(8, ActionErrors.NoSuchAction.At($"There is no action '{text}'."));
        ProvedAction proved = await session.Room<ActionProver>().ProveAsync(data, book, action, flags.Who(session), session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(
            VerifiedSavingTable.Build(proved.Question, proved.Saving!, Facts(session, data, string.Create(CultureInfo.InvariantCulture, $"around {proved.Question.Done:yyyy-MM-dd}"))), cancellationToken).ConfigureAwait(false);
        return Code(proved.Action.Proof!.State);
    }

    private static async Task<int> AllAsync(Session session, ActionFlags flags, CancellationToken cancellationToken)
    {
        Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ProvedAction> proved = await session.Room<ActionProver>().ProveAllAsync(data, flags.Who(session), session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        foreach (ProvedAction failed in proved.Where(each => each.Problem is not null)) session.Screen.Note($"{failed.Action.Id}: {failed.Problem!.Code} {failed.Problem.Message}");
        DateOnly day = ActionFlags.Today(session);
        ReportTable table = ActionTable.Build([.. proved.Select(each => each.Action)], day, Facts(session, data, "the last 90 days"));
        await session.AnswerAsync(proved.Count == 0 ? table with { Title = "No done action waits for its proof" } : table, cancellationToken).ConfigureAwait(false);
        if (proved.Any(each => each.Problem is not null)) return 7;
        SavingState[] states = [.. proved.Select(each => each.Action.Proof!.State)];
        return states.Any(state => Code(state) == 3) ? 3 : states.Any(state => Code(state) == 5) ? 5 : 0;
    }

    private static ReportMeta Facts(Session session, Snapshot data, string period) =>
        CostCommands.Facts(session, data, PeriodText.Parse("mtd", session.AsOf, session.Configuration.Company), CostMetric.Contracted) with { Period = period, PeriodStatus = null };

    private static int Code(SavingState state) => state switch
    {
        SavingState.Pending => 5,
        SavingState.NotRealised or SavingState.Regressed => 3,
        _ => 0,
    };
}
