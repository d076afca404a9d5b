using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Report.Reviews;

namespace CostGuard.Cli.Reviews;

/// <summary>What came of the review that goes with a close.</summary>
/// <param name="Opened">True when it was opened, or frozen anew, now.</param>
/// <param name="Fault">Why its pack does not go with the close; null when it does.</param>
/// <param name="SignsAgain">Who signed for the figures before, and is to sign again.</param>
public sealed record ClosingReviewResult(bool Opened, string? Fault, string SignsAgain = "");

/// <summary>
/// The review that goes with the close of a month, on the very data and evidence that the month was closed with: its pack is among what finance receives.
/// While it is open its figures are frozen anew by the close, and what people wrote stays; one that was closed is theirs, and never changed.
/// </summary>
public sealed class ClosingReview(ReviewRoom room, IReviewStore store)
{
    /// <summary>True when a review shows what a month was closed with: frozen on its close, or closed on the same data, invoices and reasons before it.</summary>
    public static bool IsOf(Review review, Closing closed)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(closed);
        if (review.Snapshot != closed.Snapshot) return false;
        ReviewModel model = ReviewJson.Read(review.Model);
        // A closed month's invoices and reasons are locked: what was frozen then is of them.
        return model.PeriodStatus == string.Create(CultureInfo.InvariantCulture, $"CLOSED v{closed.Version}") || (review.State == ReviewState.Closed && model.Evidence is { } evidence && evidence == closed.Evidence);
    }

    /// <summary>Why a review's pack does not go with a closed month, and what to do.</summary>
    public static string Words(Review review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return review.State == ReviewState.Closed
            ? $"The review of {review.Period} was closed by {review.ClosedBy} on other figures (snapshot {review.Snapshot}) than the month was closed with, so its pack is not this version's. The next one: costguard review open {review.Period.Next} --by WHO"
            : $"The review of {review.Period} is frozen on other figures (snapshot {review.Snapshot}) than the month was closed with, so its pack is not this version's. Freeze it anew: costguard review open {review.Period} --again --by WHO, and then costguard period close {review.Period} --by WHO makes and mails the pack.";
    }

    /// <summary>Opens it where there is none, or freezes it anew where it shows other figures than were closed. Fails never: the month is closed whatever becomes of it.</summary>
    public async Task<ClosingReviewResult> OpenAsync(ReportContext context, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            Review? known = (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(review => review.Period == context.Period);
            Closing? closed = context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period);
            if (known is not null && closed is not null && IsOf(known, closed)) return new ClosingReviewResult(false, null);
            if (known is { State: ReviewState.Closed }) return new ClosingReviewResult(false, Words(known));
            await room.OpenAsync(context.Snapshot, context.Configuration, context.Period, context.AsOf, by, again: known is not null, dryRun: false, cancellationToken).ConfigureAwait(false);
            return new ClosingReviewResult(true, null, string.Join(", ", known?.Signatures.Select(entry => entry.By) ?? []));
        }
        catch (CostGuardException refused)
        {
            return Without($"{refused.Problem.Message} ({refused.Problem.Code})");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Without(fault.Message);
        }

        ClosingReviewResult Without(string why) => new(false, $"The month is closed, and the pack of its review does not go with it: {why} Once 'costguard review open {context.Period} --again' has frozen it on the closed month's data, 'costguard period close {context.Period}' makes and mails the pack.");
    }
}
