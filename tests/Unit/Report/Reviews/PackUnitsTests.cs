using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

/// <summary>Domain H-1: 48,210.55 for 3,214,000 requests are 15.00 a thousand, 51,904.20 for 3,721,500 are 13.95, −7.0 %.</summary>
public sealed partial class PackUnitsTests
{
    private static readonly DriverCost Requests = new(
        "requests", "requests", Currency.Usd, new DriverMonth(SomeReview.October, 51_904.20m, 3_721_500m), new DriverMonth(SomeReview.October.Previous, 48_210.55m, 3_214_000m));

    private static readonly ReviewModel Model = SomeReview.Model with
    {
        Drivers = 2,
        UnitCosts =
        [
            new("payments", "Payments", Requests),
            new("web", "Web", new DriverCost("orders", "orders", Currency.Usd, new DriverMonth(SomeReview.October, 20_200m, 10_100m), new DriverMonth(SomeReview.October.Previous, null, null))),
        ],
    };

    [Fact]
    public void Render_DomainExample_ShowsBothMonthsAndTheChange()
    {
        string[] pages = Pages(ReviewPack.Render(Model, SomeReview.Review));

        Assert.Equal(12, pages.Length);
        Assert.Contains("Unit cost 13.95 USD per 1,000 requests, Payments, -7.0 % against September 2026; 1 more under \"why cost changed\"", pages[0], StringComparison.Ordinal);
        Assert.Contains("Cost, September 2026 Cost, October 2026 Quantity, September 2026 Quantity, October 2026 Unit cost, September 2026 Unit cost, October 2026 Change", pages[3], StringComparison.Ordinal);
        Assert.Contains("Payments: requests, USD per 1,000 requests 48,210.55 51,904.20 3,214,000 3,721,500 15.00 13.95 -7.0 %", pages[3], StringComparison.Ordinal);
        // 20,200 ÷ 10,100 = 2; what is not known is no zero.
        Assert.Contains("Web: orders, USD per orders ? 20,200.00 ? 10,100 ? 2.00 ?", pages[3], StringComparison.Ordinal);
        Assert.Contains("?: nobody gave the quantity, it was 0, or the month has no data.", pages[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoQuantity_SaysSo()
    {
        Assert.Contains("no quantity (orders, users) is recorded", Pages(ReviewPack.Render(SomeReview.Model, SomeReview.Review))[0], StringComparison.Ordinal);
        // Frozen by a version that only counted them.
        Assert.Contains("Unit cost 2 in statements", Pages(ReviewPack.Render(SomeReview.Model with { Drivers = 2 }, SomeReview.Review))[0], StringComparison.Ordinal);
        ReviewModel idle = Model with { UnitCosts = [new("web", "Web", Requests with { Now = Requests.Now with { Quantity = 0m } })] };
        Assert.Contains("Unit cost ? CANNOT TELL USD per 1,000 requests, Web", Pages(ReviewPack.Render(idle, SomeReview.Review))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MonthThatRuns_SaysThatItsCostIsNotWhole() => Assert.Contains(
        "October 2026 has cost through Wed 14 Oct 2026 only.", Pages(ReviewPack.Render(Model with { DataThrough = new DateOnly(2026, 10, 14) }, SomeReview.Review))[3], StringComparison.Ordinal);

    /// <summary>Also where there is no month to compare the whole cost with.</summary>
    [Fact]
    public void Render_NoBridge_StillHasTheUnitCosts() =>
        Assert.Contains("15.00 13.95 -7.0 %", Pages(ReviewPack.Render(Model with { Bridge = SomeReview.Bare.Bridge }, SomeReview.Review))[3], StringComparison.Ordinal);

    [Fact]
    public void Json_UnitCosts_ComeBackAsTheyWere()
    {
        ReviewModel back = ReviewJson.Read(ReviewJson.Write(Model));

        Assert.Equal(Model.UnitCosts, back.UnitCosts);
        Assert.Equal(ReviewPack.Render(Model, SomeReview.Review), ReviewPack.Render(back, SomeReview.Review));
    }

    /// <summary>The drawn PDF has the pack's table: it is longer with it, and still one sheet a page.</summary>
    [Fact]
    public void Pdf_UnitCosts_AreDrawnOnTheirPage()
    {
        byte[] with = PackPdf.Of(ReviewPack.Render(Model, SomeReview.Review), SomeReview.Opened), without = PackPdf.Of(ReviewPack.Render(Model with { UnitCosts = [] }, SomeReview.Review), SomeReview.Opened);

        Assert.Equal(12, Regex.Count(Encoding.Latin1.GetString(with), @"/Type\s*/Page(?![a-z])", RegexOptions.IgnoreCase));
        Assert.True(with.Length > without.Length + 500, $"{with.Length} against {without.Length}");
    }

    private static string[] Pages(string html) => [.. html.Split("<section ")[1..].Select(page => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(page[page.IndexOf('>', StringComparison.Ordinal)..].TrimStart('>').Split("</section>")[0], " ")), " ").Trim())];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
