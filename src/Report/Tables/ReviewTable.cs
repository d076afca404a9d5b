using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Reviews;

namespace CostGuard.Report.Tables;

/// <summary>Reviews, and what people wrote in one.</summary>
public static class ReviewTable
{
    /// <summary>A row a review, the newest month first.</summary>
    public static ReportTable List(IReadOnlyList<Review> reviews)
    {
        int open = reviews.Count(review => review.State == ReviewState.Open);
        return new ReportTable
        {
            Schema = "costguard.review-list/1",
            Title = reviews.Count == 0 ? "There is no review yet" : string.Create(CultureInfo.InvariantCulture, $"{reviews.Count} {(reviews.Count == 1 ? "review" : "reviews")}, {open} open"),
            Columns =
            [
                new("period", "Month", CellKind.Month), new("state", "State", CellKind.State), new("snapshot", "Snapshot", CellKind.Id), new("openedBy", "Opened by", CellKind.Text),
                new("openedAt", "Opened", CellKind.Instant), new("notes", "Notes", CellKind.Count), new("decisions", "Decisions", CellKind.Count), new("questions", "Questions", CellKind.Count),
                new("signatures", "Signed", CellKind.Count), new("closedBy", "Closed by", CellKind.Text), new("closedAt", "Closed", CellKind.Instant),
            ],
            Rows = [.. reviews.OrderByDescending(review => review.Period).Select(review => (object?[])
            [
                review.Period, Word(review.State), review.Snapshot.Value, review.OpenedBy, review.OpenedAt, (long)review.Of(ReviewEntryKind.Note).Count(), (long)review.Of(ReviewEntryKind.Decision).Count(),
                (long)review.Of(ReviewEntryKind.Question).Count(), (long)review.Signatures.Count, review.ClosedBy, review.ClosedAt,
            ])],
            Meta = ReportMeta.NoMoney,
            Footnote = reviews.Count == 0 ? "Open one: costguard review open MONTH --by WHO" : "The pack: costguard review show MONTH",
        };
    }

    /// <summary>A row an entry, the oldest first.</summary>
    public static ReportTable Entries(Review review) => new()
    {
        Schema = "costguard.review-entries/1",
        Title = string.Create(CultureInfo.InvariantCulture, $"{review.Period}: {review.Entries.Count} notes, decisions, questions and signatures"),
        Columns =
        [
            new("id", "#", CellKind.Count), new("kind", "What", CellKind.Text), new("subjectKind", "On", CellKind.Text), new("subject", "Of", CellKind.Text), new("text", "Text", CellKind.Text),
            new("owner", "Owner", CellKind.Text), new("due", "Due", CellKind.Date), new("by", "By", CellKind.Text), new("at", "When", CellKind.Instant),
        ],
        Rows = [.. review.Entries.Select(entry => (object?[])
        [
            entry.Id, entry.Kind.ToString().ToLowerInvariant(), entry.Subject?.Kind.ToString().ToLowerInvariant(), entry.Subject?.Key, entry.Text, entry.Owner, entry.Due, entry.By, entry.At,
        ])],
        Meta = ReportMeta.NoMoney,
    };

    private static string Word(ReviewState state) => state == ReviewState.Closed ? "✓ CLOSED" : "! OPEN";
}
