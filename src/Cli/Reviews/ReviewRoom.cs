using System.Text;
using CostGuard.Cli.Commands;
using CostGuard.Cli.Composition;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;

namespace CostGuard.Cli.Reviews;

/// <summary>Opens, writes to, shows and closes reviews. Figures are computed once, when a review is opened; everything after that reads what was frozen.</summary>
public sealed class ReviewRoom(IReviewStore store, IActionStore actions, ReviewModelBuilder builder, KeptQuantities quantities, TimeProvider clock)
{
    /// <summary>The review of a month.</summary>
    /// <exception cref="CostGuardException">CG2740, exit code 8: there is none.</exception>
    public async Task<Review> FindAsync(BillingPeriod period, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(review => review.Period == period)
        ?? throw new CostGuardException(8, ReviewErrors.NoReview.At($"There is no review of {period}."));

    /// <summary>Freezes the figures of a month on a snapshot.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Company, teams, budgets.</param>
    /// <param name="period">The month.</param>
    /// <param name="asOf">The moment that is judged, UTC.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="again">True freezes an open review anew.</param>
    /// <param name="dryRun">True writes nothing.</param>
    /// <param name="cancellationToken">Stops it; nothing is written then.</param>
    /// <exception cref="CostGuardException">CG2741, CG2742 or CG2745, exit code 9; what the builder refuses.</exception>
    public async Task<(Review Review, ReviewModel Model)> OpenAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, DateTimeOffset asOf, string by, bool again, bool dryRun, CancellationToken cancellationToken)
    {
        IReadOnlyList<Review> all = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        Review? known = all.FirstOrDefault(review => review.Period == period);
        if (known is { State: ReviewState.Closed }) throw new CostGuardException(9, ReviewErrors.Closed.At($"The review of {period} was closed by {known.ClosedBy}."));
        if (known is not null && !again) throw new CostGuardException(9, ReviewErrors.OpenAlready.At($"{known.OpenedBy} opened the review of {period}, on snapshot {known.Snapshot}."));
        Review? before = all.LastOrDefault(review => review.Period.CompareTo(period) < 0);
        ReviewModel model = await builder.BuildAsync(new ReviewInput(snapshot, quantities.For(configuration, period), period, asOf, VersionCommand.Number, before), cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        var review = new Review
        {
            Period = period,
            State = ReviewState.Open,
            Snapshot = snapshot.Id,
            Model = ReviewJson.Write(model),
            OpenedBy = by,
            OpenedAt = now,
            Revision = known?.Revision ?? 0,
            Entries = known?.Entries ?? [],
        };
        if (!dryRun) await SaveAsync(review, new AuditEntry(now, by, "review open", Subject(period), known is null ? null : $"snapshot {known.Snapshot}", $"snapshot {snapshot.Id}"), cancellationToken).ConfigureAwait(false);
        return (review, model);
    }

    /// <summary>Adds what a person wrote.</summary>
    public Task<long> AddAsync(ReviewEntry entry, CancellationToken cancellationToken) => store.AddAsync(entry, Audit(entry), cancellationToken);

    /// <summary>Adds a decision or question with the action that follows from it: the next review says what became of it.</summary>
    /// <param name="entry">What was written, with owner and day.</param>
    /// <param name="saving">What it saves a month, in the currency of the review; null without.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CostGuardException">CG2740, exit code 8; CG2741, exit code 9.</exception>
    public async Task<(long Id, ActionItem Action)> AgreeAsync(ReviewEntry entry, decimal? saving, CancellationToken cancellationToken)
    {
        Review review = await FindAsync(entry.Period, cancellationToken).ConfigureAwait(false);
        if (review.State == ReviewState.Closed) throw new CostGuardException(9, ReviewErrors.Closed.At($"The review of {review.Period} was closed by {review.ClosedBy}."));
        var action = new ActionItem
        {
            Title = entry.Kind == ReviewEntryKind.Question ? $"Answer: {entry.Text}" : entry.Text,
            Owner = entry.Owner!,
            Team = entry.Subject?.Key,
            Due = entry.Due!.Value,
            Type = saving is null ? ActionType.Governance : ActionType.Save,
            Expected = saving is { } amount ? new Money(amount, ReviewJson.Read(review.Model).Currency) : null,
            Note = $"Review of {entry.Period}",
            By = entry.By,
            At = entry.At,
        };
        return await store.AgreeAsync(entry, action, Audit(entry), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The review and the figures of a team, without anything of others; as they are without a team. Of a closed review with the pack that was kept for the team.</summary>
    /// <exception cref="CostGuardException">CG2751, exit code 8: its figures were not frozen.</exception>
    public async Task<(Review Review, ReviewModel Model)> OfAsync(Review review, string? team, CancellationToken cancellationToken)
    {
        ReviewModel model = ReviewJson.Read(review.Model);
        if (team is null) return (review, model);
        ReviewModel own = model.OfTeams.FirstOrDefault(each => each.Scope?.Id == team) ?? throw new CostGuardException(8, ReviewErrors.NoTeamPack.At($"The review of {review.Period} has no figures of team '{team}'."));
        return (own.Scope!.Cut(review) with { Pack = await store.TeamPackAsync(review.Period, team, cancellationToken).ConfigureAwait(false) }, own);
    }

    /// <summary>The pack's HTML, without a byte order mark. Of a closed review the very bytes that were closed.</summary>
    public static string Pack(Review review, ReviewModel model) => review.Pack ?? ReviewPack.Render(model, review);

    /// <summary>The meeting and the due days as an iCalendar file.</summary>
    /// <exception cref="CostGuardException">CG2752, exit code 9: the figures were frozen before there were meetings.</exception>
    public async Task<string> CalendarAsync(Review review, ReviewModel model, CancellationToken cancellationToken) => model.Meeting is not null
        ? ReviewCalendar.Render(model, review, await actions.ReadAsync(cancellationToken).ConfigureAwait(false))
        : throw new CostGuardException(9, ReviewErrors.NoMeeting.At($"The review of {review.Period} was frozen without one."));

    /// <summary>Closes a review: its pack and those of teams are stored as they are now.</summary>
    /// <exception cref="CostGuardException">CG2741 or CG2745, exit code 9.</exception>
    public async Task<Review> CloseAsync(Review review, string by, CancellationToken cancellationToken)
    {
        if (review.State == ReviewState.Closed) throw new CostGuardException(9, ReviewErrors.Closed.At($"The review of {review.Period} was closed by {review.ClosedBy}."));
        DateTimeOffset now = clock.GetUtcNow();
        Review closed = review with { State = ReviewState.Closed, ClosedBy = by, ClosedAt = now };
        ReviewModel model = ReviewJson.Read(closed.Model);
        closed = closed with { Pack = Pack(closed, model), TeamPacks = model.OfTeams.ToDictionary(each => each.Scope!.Id, each => ReviewPack.Render(each, each.Scope!.Cut(closed)), StringComparer.Ordinal) };
        string teams = string.Concat(closed.TeamPacks.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $", {each.Key} {Sha256(each.Value)}"));
        await SaveAsync(closed, new AuditEntry(now, by, "review close", Subject(review.Period), null, $"snapshot {review.Snapshot}, sha256 {Sha256(closed.Pack!)}{teams}"), cancellationToken).ConfigureAwait(false);
        return closed;
    }

    /// <summary>SHA-256 of a pack's bytes.</summary>
    public static string Sha256(string pack) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(pack)));

    private static AuditEntry Audit(ReviewEntry entry)
    {
        string about = entry.Subject is { } subject ? $" on {subject.Kind.ToString().ToLowerInvariant()} {subject.Key}" : "";
        string who = entry.Owner is null ? "" : $", owner {entry.Owner}";
        return new AuditEntry(entry.At, entry.By, $"review {entry.Kind.ToString().ToLowerInvariant()}", Subject(entry.Period), null, $"{entry.Text}{about}{who}");
    }

    private static string Subject(BillingPeriod period) => $"review {period}";

    private async Task SaveAsync(Review review, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (!await store.SaveAsync(review, audit, cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(9, ReviewErrors.ChangedSince.At($"Another process changed the review of {review.Period} in this moment."));
    }
}
