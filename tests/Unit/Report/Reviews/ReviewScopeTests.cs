using System.Net;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed class ReviewScopeTests
{
    private static readonly TeamConfig[] Teams =
    [
        Team("shop", "Shop", "ana@acme.test"), Team("payments", "Payments", "li@acme.test", "shop"), Team("web", "Web", "wei@acme.test"), Team("data", "Data", "wei@acme.test"),
    ];

    private static readonly ReviewScope Payments = ReviewScope.Of(Teams[1], Teams), Shop = ReviewScope.Of(Teams[0], Teams), Web = ReviewScope.Of(Teams[2], Teams);

    [Fact]
    public void Of_Team_HasThoseBelowAndNoneAbove()
    {
        Assert.Equal(["shop", "payments"], Shop.Teams);
        Assert.Equal(["payments"], Payments.Teams);
        Assert.False(Payments.Has("shop") || Payments.Has("unallocated") || Payments.Has((string?)null));
        // Who owns two teams may speak of the other one.
        Assert.Equal(["li@acme.test"], Payments.Owners);
        Assert.Empty(Web.Owners);
    }

    [Theory]
    [InlineData(ReviewEntryKind.Note, ReviewSubjectKind.Team, "payments", true)]
    [InlineData(ReviewEntryKind.Note, ReviewSubjectKind.Team, "web", false)]
    [InlineData(ReviewEntryKind.Note, ReviewSubjectKind.Mover, "payments/Amazon RDS", true)]
    [InlineData(ReviewEntryKind.Note, ReviewSubjectKind.Mover, "payments-eu/Amazon RDS", false)]
    [InlineData(ReviewEntryKind.Note, ReviewSubjectKind.Service, "Amazon RDS", false)]
    [InlineData(ReviewEntryKind.Decision, ReviewSubjectKind.Team, "web", false)]
    [InlineData(ReviewEntryKind.Question, ReviewSubjectKind.Team, "payments", true)]
    public void Has_Entry_OnlyWhatIsAboutTheTeam(ReviewEntryKind kind, ReviewSubjectKind about, string key, bool isOwn) =>
        Assert.Equal(isOwn, Payments.Has(SomeReview.Entry(kind, "words", new ReviewSubject(about, key)) with { Owner = "li@acme.test" }));

    [Fact]
    public void Has_WithoutATeam_ItIsOfItsOnlyOwner()
    {
        Assert.True(Payments.Has(SomeReview.Entry(ReviewEntryKind.Decision, "words") with { Owner = "LI@acme.test" }));
        Assert.False(Web.Has(SomeReview.Entry(ReviewEntryKind.Decision, "words") with { Owner = "wei@acme.test" }));
        Assert.False(Payments.Has(SomeReview.Entry(ReviewEntryKind.Signature, "Finance", by: "li@acme.test")));
        Assert.True(Payments.Has(SomeActions.Of(1) with { Team = "payments", Owner = "x@acme.test" }));
        Assert.False(Payments.Has(SomeActions.Of(1) with { Team = "web", Owner = "li@acme.test" }));
    }

    [Fact]
    public void Render_TeamsPack_HasNothingOfOthers()
    {
        ReviewModel model = SomeReview.Model with
        {
            Scope = Payments,
            Total = new ReviewTotal(52_135.71m, 48_000m, 52_135.71m, []),
            Teams = [new ReviewTeam("payments", "Payments", "li@acme.test", 52_135.71m, 48_000m, 52_135.71m, BudgetState.Over, "a reason")],
            Allocation = new ReviewAllocation(41_708.568m, [new ReviewAmount("shared-eks", 10_427.142m)], 0m, 0m, 0.01m, [], 0m, []),
            Bridge = new Part<ReviewBridge>(null, "no data"),
            Movers = new Part<ReviewMovers>(null, "no cost"),
            Year = new Part<ReviewYear>(null, "no forecast"),
            Statements = [],
            Commitments = new Part<ReviewCommitments>(null, "commitments are bought for the whole company"),
            Sources = [new ReviewSource("payments", "Amazon RDS", "prod-payments", 41_708.568m, 400), new ReviewSource("payments", "Amazon EKS", "(shared) shared-eks", 10_427.142m, 0)],
        };
        Review review = Payments.Cut(SomeReview.Review with { Pack = "the company's", Entries = [SomeReview.Entry(ReviewEntryKind.Decision, "Web buys a plan", new ReviewSubject(ReviewSubjectKind.Team, "web")), SomeReview.Entry(ReviewEntryKind.Signature, "Finance")] });
        string html = WebUtility.HtmlDecode(ReviewPack.Render(model, review));

        Assert.Null(review.Pack);
        Assert.Contains("Payments: October 2026 cost 52.1k USD, 8.6 % over budget", html, StringComparison.Ordinal);
        Assert.Contains("80.0 % of the cost is direct, the rest are shares", html, StringComparison.Ordinal);
        Assert.Contains("These are the figures of Payments only", html, StringComparison.Ordinal);
        Assert.Contains("By resource: costguard cost show --team payments --by resource --period 2026-10 --snapshot 1f2e3d4c5b6a", html, StringComparison.Ordinal);
        foreach (string other in (string[])["Web buys a plan", "Finance", "AWS-1", "plan-1", "Unallocated 1,980.00", "163,198.24"]) Assert.DoesNotContain(other, html, StringComparison.Ordinal);
        Assert.Equal("costguard-2026-10-acme-review-payments.html", ReviewPack.FileName(model, false));
    }

    private static TeamConfig Team(string id, string title, string owner, string? parent = null) => new()
    {
        Id = new TeamId(id),
        Title = title,
        Owner = owner,
        Parent = parent is null ? null : new TeamId(parent),
        EffectiveFrom = BillingPeriod.Month(2026, 1),
    };
}
