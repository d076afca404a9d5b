using System.Globalization;
using CostGuard.Cli.Commands;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Composition;

/// <summary>A statement as it is shown.</summary>
/// <param name="Number">Number.</param>
/// <param name="Team">Team id.</param>
/// <param name="Table">Its table.</param>
/// <param name="Issued">As it was handed out; null while it is preliminary, or was not handed out yet.</param>
public sealed record MadeStatement(string Number, string Team, ReportTable Table, IssuedStatement? Issued)
{
    /// <summary>The statement of the version before, where it was disputed: a month that is reopened does not settle what a team said. Null without one.</summary>
    public IssuedStatement? DisputedBefore { get; init; }
}

/// <summary>
/// Statements of a month. Those of a closed month are handed out when it is closed, and are shown as they were handed out ever after: newer loads, rules,
/// owners and versions of CostGuard do not reach them.
/// </summary>
public sealed class StatementRoom(StatementService service, IStatementStore store, ICloseStore book, ReportContexts contexts, KeptQuantities quantities, ClosedConfigurations closedWith, CostGuardConfiguration configuration)
{
    /// <summary>The statements of a month, by team; none without data.</summary>
    public async Task<IReadOnlyList<MadeStatement>> ReadAsync(BillingPeriod period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Closing? closed = Closed(period);
        IReadOnlyList<IssuedStatement> all = await store.ListAsync(period, cancellationToken).ConfigureAwait(false);
        IssuedStatement[] issued = [.. all.Where(each => each.Version == closed?.Version)];
        IReadOnlyList<MadeStatement> made = issued.Length > 0
            ? [.. issued.Select(Made)]
            : await MakeAsync(await contexts.CurrentAsync(period, closed?.ChangedAt ?? asOf, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return [.. made.Select(each => each with { DisputedBefore = Before(all, each.Team, closed?.Version ?? int.MaxValue) is { Answer: StatementAnswer.Disputed } disputed ? disputed : null })];
    }

    /// <summary>A statement as it was handed out by a version of the close; null when that version had none of the team.</summary>
    public async Task<MadeStatement?> FindAsync(BillingPeriod period, string team, int version, CancellationToken cancellationToken) =>
        (await store.ListAsync(period, cancellationToken).ConfigureAwait(false)).Where(each => each.Team == team && each.Version == version).Select(Made).FirstOrDefault();

    private static MadeStatement Made(IssuedStatement issued) => new(issued.Number, issued.Team, StoredTable.Read(issued.Content), issued);

    private static IssuedStatement? Before(IReadOnlyList<IssuedStatement> all, string team, int version) => all.Where(each => each.Team == team && each.Version < version).MaxBy(each => each.Version);

    /// <summary>The same; those of a month that was closed without statements are handed out first.</summary>
    public async Task<IReadOnlyList<MadeStatement>> IssuedAsync(BillingPeriod period, string by, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (Closed(period) is { } closed && (await OfVersionAsync(closed, cancellationToken).ConfigureAwait(false)).Count == 0)
            await IssueAsync(await contexts.CurrentAsync(period, closed.ChangedAt, cancellationToken).ConfigureAwait(false), by, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(period, asOf, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands out the statements of a closed month; those that were handed out stay as they are. Returns how many are new.</summary>
    public async Task<int> IssueAsync(ReportContext context, string by, CancellationToken cancellationToken)
    {
        Closing closed = context.Configuration.Closed.First(closing => closing.Period == context.Period);
        IReadOnlyList<MadeStatement> made = await MakeAsync(context, cancellationToken).ConfigureAwait(false);
        DateOnly until = DateOnly.FromDateTime(closed.ChangedAt.UtcDateTime).AddDays(context.Configuration.Company.DisputeDays);
        return await store.AddAsync([.. made.Select(each => new IssuedStatement
        {
            Number = each.Number,
            Period = context.Period,
            Team = each.Team,
            Version = closed.Version,
            IssuedAt = closed.ChangedAt,
            DisputeUntil = until,
            Content = StoredTable.Write(each.Table),
            Lines = StatementTable.LinesOf(each.Table),
        })], by, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How the statements of a month stand, and the sum checks that they show.</summary>
    public (IReadOnlyList<ListedStatement> Statements, IReadOnlyList<SumCheck> Checks) List(IReadOnlyList<MadeStatement> made, BillingPeriod period, DateTimeOffset asOf) => (
        [.. made.Select(each => new ListedStatement(
            each.Number, each.Team,
            each.Issued?.Standing(asOf, closedWith.Of(period).Company.SilenceAccepts) ?? (Closed(period) is null ? StatementStanding.Preliminary : StatementStanding.Waiting),
            StatementTable.TotalsOf(each.Table), each.Issued?.DisputeUntil ?? Until(period), each.Issued) { DisputedBefore = each.DisputedBefore })],
        made.Count == 0 ? [] : SumCheckRows.Read(made[0].Table));

    private Closing? Closed(BillingPeriod period) => configuration.Closed.FirstOrDefault(closing => closing.Period == period);

    private DateOnly? Until(BillingPeriod period) =>
        Closed(period) is { } closed ? DateOnly.FromDateTime(closed.ChangedAt.UtcDateTime).AddDays(configuration.Company.DisputeDays) : null;

    private async Task<IReadOnlyList<IssuedStatement>> OfVersionAsync(Closing closed, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(closed.Period, cancellationToken).ConfigureAwait(false)).Where(each => each.Version == closed.Version)];

    private async Task<IReadOnlyList<MadeStatement>> MakeAsync(ReportContext context, CancellationToken cancellationToken)
    {
        CloseBook known = await book.ReadAsync(cancellationToken).ConfigureAwait(false);
        var question = new StatementQuestion(context.Snapshot, quantities.For(context.Configuration, context.Period), context.Period, known, context.Budgets, context.AsOf);
        IReadOnlyList<Statement> statements = await service.BuildAsync(question, cancellationToken).ConfigureAwait(false);
        return [.. statements.Select(each => new MadeStatement(each.Head.Number, each.Head.Team, StatementTable.Build(each, Facts(question)), null))];
    }

    private static ReportMeta Facts(StatementQuestion question) => new(
        question.Snapshot.Id.Value,
        question.Snapshot.DataThrough,
        question.Configuration.Company.Currency.Code,
        null,
        question.Period.ToString(),
        question.Closed is { } closed ? string.Create(CultureInfo.InvariantCulture, $"CLOSED v{closed.Version}") : PeriodHint.Status(DayRange.Of(question.Period), question.AsOf, question.Configuration.Closed),
        question.Closed is null && question.Period.Contains(DateOnly.FromDateTime(question.AsOf.UtcDateTime)) ? PeriodHint.Stale(question.Snapshot, question.AsOf, question.Configuration.Company.WarnAfter) : []);
}
