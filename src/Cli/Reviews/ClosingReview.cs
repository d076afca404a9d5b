using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Report.Reviews;

namespace CostGuard.Cli.Reviews;

/// <summary>What came of the review that goes with a close.</summary>
/// <param name="Opened">True when it was opened, or frozen anew, now.</param>
/// <param name="Fault">Why its pack does not go with the close; null when it does.</param>
public sealed record ClosingReviewResult(bool Opened, string? Fault);

/// <summary>
/// The review that goes with the close of a month, on the very data that the month was closed with: its pack is among what finance receives. A review that
/// people have written in is theirs, and is never frozen anew here.
/// </summary>
public sealed class ClosingReview(ReviewRoom room, IReviewStore store)
{
    /// <summary>Opens it where there is none, or freezes it anew where it was frozen on other data and nobody has written in it. Fails never: the month is closed whatever becomes of it.</summary>
    public async Task<ClosingReviewResult> OpenAsync(ReportContext context, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            Review? known = (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(review => review.Period == context.Period);
            if (known?.Snapshot == context.Snapshot.Id && (known.Entries.Count > 0 || SaysClosed(known))) return new ClosingReviewResult(false, null);
            if (known is { State: ReviewState.Closed }) return Without($"it was closed by {known.ClosedBy} on other data (snapshot {known.Snapshot}).");
            if (known is { Entries.Count: > 0 }) return Without($"its figures were frozen on other data (snapshot {known.Snapshot}), and people have written in it.");
            await room.OpenAsync(context.Snapshot, context.Configuration, context.Period, context.AsOf, by, again: known is not null, dryRun: false, cancellationToken).ConfigureAwait(false);
            return new ClosingReviewResult(true, null);
        }
        catch (CostGuardException refused)
        {
            return Without($"{refused.Problem.Message} ({refused.Problem.Code})");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Without(fault.Message);
        }

        // Frozen before the close, its pages say that the month may be restated.
        static bool SaysClosed(Review review) => ReviewJson.Read(review.Model).PeriodStatus.StartsWith("CLOSED", StringComparison.Ordinal);

        ClosingReviewResult Without(string why) => new(false, $"The month is closed, and the pack of its review does not go with it: {why} Once 'costguard review open {context.Period} --again' has frozen it on the closed month's data, 'costguard period close {context.Period}' makes and mails the pack.");
    }
}
