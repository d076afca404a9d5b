using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard commitment show|propose|expiring.</summary>
public static class CommitmentCommands
{
    private const int StepsMax = 12;

    public static Command Build(Verbs verbs) => Verbs.Group("commitment", "Do reservations, savings plans and committed use pay?", [Show(verbs), Propose(verbs), Expiring(verbs)]);

    private static Command Show(Verbs verbs)
    {
        Option<string> period = GlobalOptions.Period("mtd");
        return verbs.Ask("show", "Used, unused and saved by each commitment; coverage and effective savings rate by provider. Exit code 5: something cannot be told.", [period], async (session, cancellationToken) =>
        {
            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            PeriodText months = session.Period(period);
            CommitmentReport report = await session.Room<CommitmentService>().ShowAsync(data, months.Days, cancellationToken).ConfigureAwait(false);
            await session.AnswerAsync(CommitmentTable.Build(report, Facts(session, data, months)), cancellationToken).ConfigureAwait(false);
            return report.Reasons.Count == 0 ? 0 : 5;
        });
    }

    private static Command Propose(Verbs verbs)
    {
        var risk = new Option<string>("--risk") { Description = "conservative, balanced or aggressive: 80, 90 or 100 % of what would have been best.", HelpName = "RISK", DefaultValueFactory = _ => "balanced" };
        risk.AcceptOnlyFromAmong("conservative", "balanced", "aggressive");
        var service = new Option<string?>("--service") { Description = "Only this service, as the bill names it, also without a commitment so far. Default: all that commitments pay for.", HelpName = "SERVICE" };
        var discount = new Option<string?>("--discount") { Description = "What the provider offers, \"28 %\". Default: as measured on the bill, by SKU.", HelpName = "PERCENT" };
        var leaving = new Option<decimal>("--leaving") { Description = "On-demand cost an hour that accepted actions will remove.", HelpName = "AMOUNT" };
        var steps = new Option<int>("--steps") { Description = "Purchases of the ladder, one a quarter.", HelpName = "N", DefaultValueFactory = _ => Ladders.Steps };
        var three = new Option<bool>("--three-years") { Description = "Read twelve months and offer what was safe in all of them for three years." };
        return verbs.Ask("propose", "How much to commit to, in steps, what it saves, and the regret if usage falls.", [risk, service, discount, leaving, steps, three], async (session, cancellationToken) =>
        {
            int count = session.Arguments.GetValue(steps);
            if (count is < 1 or > StepsMax) throw new CostGuardException(2, CommandErrors.BadArgument.At("--steps is not a number from 1 to 12."));
            decimal less = session.Arguments.GetValue(leaving);
            if (less < 0m) throw new CostGuardException(2, CommandErrors.BadArgument.At("--leaving is below zero."));
            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            var question = new PurchaseQuestion(
                Enum.Parse<PurchaseRisk>(session.Arguments.GetValue(risk)!, ignoreCase: true), session.Arguments.GetValue(service),
                session.Arguments.GetValue(discount) is { } text ? Percent(text) : null, less, count, session.Arguments.GetValue(three));
            IReadOnlyList<PurchaseProposal> proposals = await session.Room<CommitmentService>().ProposeAsync(data, question, Today(session), cancellationToken).ConfigureAwait(false);
            PeriodText months = PeriodText.Parse("mtd", session.AsOf, session.Configuration.Company);
            string window = question.WithThreeYears ? "last 366 days" : "last 60 days";
            await session.AnswerAsync(CommitmentProposalTable.Build(proposals, Facts(session, data, months) with { Period = window, PeriodStatus = null }), cancellationToken).ConfigureAwait(false);
            return proposals.Any(proposal => proposal.Reason is { Severity: Severity.Warning }) ? 5 : 0;
        });
    }

    private static Command Expiring(Verbs verbs)
    {
        var end = new Option<string[]>("--end") { Description = "The end of a commitment that the bill does not tell: the first day without it. Repeatable.", HelpName = "ID=DAY" };
        var within = new Option<int?>("--within") { Description = "Only what ends within so many days; unknown ends are always shown.", HelpName = "DAYS" };
        return verbs.Ask("expiring", "When commitments end, what that costs a month, what is still to be paid for. Exit code 5: an end is unknown.", [end, within], async (session, cancellationToken) =>
        {
            Dictionary<string, DateOnly> told = [];
            foreach (string text in session.Arguments.GetValue(end) ?? [])
            {
                // Ids hold anything but end before the last sign of equality.
                int split = text.LastIndexOf('=');
                if (split <= 0 || !DateOnly.TryParseExact(text[(split + 1)..].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                    throw new CostGuardException(2, CommandErrors.BadArgument.At($"--end '{text}' is not ID=2027-01-31."));
                told[text[..split].Trim()] = day;
            }

            Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<CommitmentExpiry> all = await session.Room<CommitmentService>().ExpiringAsync(data, told, cancellationToken).ConfigureAwait(false);
            string[] strangers = [.. told.Keys.Except(all.Select(each => each.Id), StringComparer.Ordinal)];
            if (strangers.Length > 0) throw new CostGuardException(8, CommandErrors.BadArgument.At($"The bill names no commitment '{strangers[0]}' in the last 30 days."));
            DateOnly today = Today(session);
            CommitmentExpiry[] shown = [.. all.Where(each => session.Arguments.GetValue(within) is not { } days || each.DaysLeft(today) is not { } left || left <= days)];
            PeriodText months = PeriodText.Parse("mtd", session.AsOf, session.Configuration.Company);
            await session.AnswerAsync(CommitmentExpiryTable.Build(shown, today, Facts(session, data, months) with { Period = "last 30 days", PeriodStatus = null }), cancellationToken).ConfigureAwait(false);
            return shown.Any(each => each.Reason is not null) ? 5 : 0;
        });
    }

    private static ReportMeta Facts(Session session, Snapshot data, PeriodText months) => CostCommands.Facts(session, data, months, null) with { Metric = "EffectiveCost and ContractedCost" };

    private static DateOnly Today(Session session) => DateOnly.FromDateTime(session.AsOf.UtcDateTime);

    private static decimal Percent(string text) =>
        decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal value) && value is > 0m and < 100m
            ? value / 100m
            : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--discount '{text}' is not a percentage between 0 and 100, such as 28 %."));
}
