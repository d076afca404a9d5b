using System.CommandLine;
using System.Text;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard budget request|requests|approve|reject: another amount by two people, with its history.</summary>
internal static class BudgetRequestCommands
{
    public static IEnumerable<Command> All(Verbs verbs)
    {
        var name = new Argument<string>("NAME") { Description = "The budget." };
        var amount = new Option<string>("--amount") { Description = "New amount of each period, in the budget's currency.", HelpName = "AMOUNT", Required = true };
        var from = new Option<string>("--from") { Description = "First day (or month) of the new amount.", HelpName = "DAY", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var by = new Option<string>("--by") { Description = "Who asks or decides: an e-mail address.", HelpName = "WHO", Required = true };
        var number = new Argument<int>("NUMBER") { Description = "The request." };
        var note = new Option<string?>("--note") { Description = "What to say about the decision.", HelpName = "TEXT" };
        yield return verbs.Make("request", "Ask for another amount.", [name, amount, from, reason, by], (session, cancellationToken) =>
        {
            BudgetConfig budget = Known(session, session.Arguments.GetValue(name)!);
            string day = session.Arguments.GetValue(from)!;
            if (!Values.TryDay(day, out DateOnly first)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--from '{day}' is neither a day nor a month."));
            if (Configuration.Csv.BudgetTable.Fault(session.Arguments.GetValue(amount)!, budget.Currency, out decimal asked) is { } fault) throw new CostGuardException(2, CommandErrors.BadArgument.At(fault));
            RefuseClosed(session, first);
            IReadOnlyList<BudgetRequest> requests = session.Configuration.BudgetRequests;
            int next = requests.Count == 0 ? 1 : requests.Max(request => request.Number) + 1;
            var added = new BudgetRequest(next, budget.Name, first, asked, session.Arguments.GetValue(reason)!, session.Arguments.GetValue(by)!, Today(session));
            return SaveAsync(session, [.. requests, added], next, cancellationToken);
        });
        yield return verbs.Ask("requests", "List requests and what was decided.", [], async (session, cancellationToken) =>
        {
            await session.AnswerAsync(BudgetRequestTable.Build(session.Configuration.BudgetRequests, session.Configuration.Budgets, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
            return 0;
        });
        yield return verbs.Make("approve", "Make a request a version of its budget.", [number, by, note], (session, cancellationToken) =>
            DecideAsync(session, session.Arguments.GetValue(number), BudgetRequestState.Approved, session.Arguments.GetValue(by)!, session.Arguments.GetValue(note), cancellationToken));
        yield return verbs.Make("reject", "Turn a request down.", [number, by, note], (session, cancellationToken) =>
            DecideAsync(session, session.Arguments.GetValue(number), BudgetRequestState.Rejected, session.Arguments.GetValue(by)!, session.Arguments.GetValue(note), cancellationToken));
    }

    private static Task<int> DecideAsync(Session session, int number, BudgetRequestState state, string by, string? note, CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetRequest> requests = session.Configuration.BudgetRequests;
        BudgetRequest request = requests.FirstOrDefault(each => each.Number == number && each.State == BudgetRequestState.Open)
            ?? throw new CostGuardException(8, BudgetGridErrors.NoSuchRequest.At($"There is no open request {Configuration.Invariant.Text(number)}."));
        if (state == BudgetRequestState.Approved && string.Equals(request.By, by, StringComparison.OrdinalIgnoreCase))
            throw new CostGuardException(9, BudgetGridErrors.OwnRequest.At($"{by} asked for it."));
        if (state == BudgetRequestState.Approved) RefuseClosed(session, request.From);
        BudgetRequest decided = request with { State = state, DecidedBy = by, DecidedAt = Today(session), Note = note };
        return SaveAsync(session, [.. requests.Select(each => each.Number == number ? decided : each)], number, cancellationToken);
    }

    private static async Task<int> SaveAsync(Session session, IReadOnlyList<BudgetRequest> requests, int number, CancellationToken cancellationToken)
    {
        string path = session.Home.Combine(BudgetRequestFile.Name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string half = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(half, BudgetRequestFile.Write(requests), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
        File.Move(half, path, overwrite: true);
        BudgetRequest[] shown = [.. requests.Where(request => request.Number == number)];
        await session.AnswerAsync(BudgetRequestTable.Build(shown, session.Configuration.Budgets, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static BudgetConfig Known(Session session, string name) =>
        session.Configuration.Budgets.FirstOrDefault(budget => budget.Name == name)
        ?? throw new CostGuardException(8, BudgetErrors.NoSuchBudget.At($"There is no budget '{name}'. There are: {string.Join(", ", session.Configuration.Budgets.Select(budget => budget.Name))}."));

    // A version changes all months from its first day on.
    private static void RefuseClosed(Session session, DateOnly from)
    {
        if (session.Configuration.Closed.Where(closing => closing.Period.LastDay >= from).OrderByDescending(closing => closing.Period).FirstOrDefault() is { } closed)
            throw new CostGuardException(9, CloseErrors.LockedBudget.At($"A version from {Configuration.Invariant.Day(from)} would change {closed.Period}, which is closed."));
    }

    private static DateOnly Today(Session session) => DateOnly.FromDateTime(session.AsOf.UtcDateTime);
}
