using CostGuard.Core.Reports;
using CostGuard.Core.Reviews;
using CostGuard.Report.Tables;
using CostGuard.Unit.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class ReviewTableTests
{
    [Fact]
    public void List_CountsWhatPeopleWrote()
    {
        Review review = SomeReview.Review with { Entries = [SomeReview.Entry(ReviewEntryKind.Note, "n"), SomeReview.Entry(ReviewEntryKind.Decision, "d"), SomeReview.Entry(ReviewEntryKind.Signature, "")] };
        ReportTable table = ReviewTable.List([review]);
        Assert.Equal("1 review, 1 open", table.Title);
        Assert.Equal(["! OPEN", 1L, 1L, 0L, 1L], Assert.Single(table.Rows).Where((_, i) => i is 1 or 5 or 6 or 7 or 8));
        Assert.Equal("There is no review yet", ReviewTable.List([]).Title);
    }

    [Fact]
    public void Entries_SayWhatTheyAreOn()
    {
        Review review = SomeReview.Review with { Entries = [SomeReview.Entry(ReviewEntryKind.Note, "why", new ReviewSubject(ReviewSubjectKind.Mover, "web/Amazon S3"))] };
        Assert.Equal(["note", "mover", "web/Amazon S3", "why"], Assert.Single(ReviewTable.Entries(review).Rows).Skip(1).Take(4));
    }
}
