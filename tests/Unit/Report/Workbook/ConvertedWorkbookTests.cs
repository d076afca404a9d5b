using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class ConvertedWorkbookTests
{
    [Fact]
    public async Task Budget_TeamOfTwoCurrencies_IsConvertedExactlyAndRoundedOnce()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(ConvertedSamples.Input(), "Budget v Actual");

        IReadOnlyDictionary<string, string> web = sheet.Table("tblBva").Single(row => row["Team"] == "Web");
        Assert.Equal(("155.07", "55.06", "155.07", "134"), (web["Total cost"], web["From other currencies"], web["Actual"], web["Prior month"]));
        // What mails and packs say of the same exact amounts.
        Assert.Equal(155.07m, LargestRemainder.Foot([155.0665m, 20m, 0m], 175.07m, 2, i => i == 2)[0]);
        Assert.Contains("not in it, for want of a rate: 10.00 GBP in Nov 2026", sheet["A2"] + sheet["A3"], StringComparison.Ordinal);
        Assert.Equal("134", sheet.Table("tblTrend").Single(row => row["Team"] == "Web")["Oct 2026"]);
    }

    [Fact]
    public async Task Bridge_TwoCurrencies_LeadsFromMonthToMonthWithTheEffectOfRates()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(ConvertedSamples.Input(), "Bridge");

        Assert.Equal([("Usage", "11"), ("Usage", "10"), ("Exchange rates", "0.06")], sheet.Table("tblBridge").Where(row => row["Cause"] != "Rounding").Select(row => (row["Cause"], row["Change"])).OrderBy(row => row.Item1 == "Usage" ? 0 : 1).ThenByDescending(row => row.Item2));
        // 154.00 to 175.07 are 21.07: 21.00 and 0.06 are shown, and a cent is rounding.
        Assert.Equal(21.07m, sheet.Table("tblBridge").Sum(row => decimal.Parse(row["Change"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("not in it, for want of a rate in one of the months: 0.00 GBP in Oct 2026 and 10.00 GBP in Nov 2026", sheet["A2"] + sheet["A3"], StringComparison.Ordinal);
    }

    // 175.07 of November: EC2 120.004 and the VM's 55.0625; the cent that is left goes to the larger fraction.
    [Fact]
    public async Task ByService_TwoCurrencies_StandsInTheReportsCurrencyAndNamesWhatHasNoRate()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(ConvertedSamples.Input(), "By Service");

        Assert.Equal(
            [("EC2", "USD", "110", "120.01"), ("VM", "USD", "44", "55.06"), ("VM", "GBP", "0", "10")],
            sheet.Table("tblService").Select(row => (row["Service"], row["Currency"], row["Oct 2026"], row["Nov 2026 (est.)"])));
        Assert.Contains("tblCost[Currency],\"GBP\"", string.Join(' ', Enumerable.Range(5, 6).SelectMany(row => "ABCDEFGHIJKLMNOPQRST".Select(column => sheet.Formula($"{column}{row}")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_TwoCurrencies_AllPass() => Assert.All(
        (await WrittenSheet.OfAsync(ConvertedSamples.Input(), "Checks")).Table("tblCheck"), row => Assert.Equal("PASS", row["Result"]));

    // October has no rate: the euro would look like cost that came, and is compared in neither month. November's budget counts it.
    [Fact]
    public async Task Compared_RateOfOneMonthAlone_KeepsTheCurrencyApartInBoth()
    {
        WorkbookInput input = ConvertedSamples.Input(rates: [ConvertedSamples.Rate(0, 1.10125m)]);

        IReadOnlyDictionary<string, string>[] services = [.. (await WrittenSheet.OfAsync(input, "By Service")).Table("tblService")];
        Assert.Equal([("VM", "EUR", "40", "50"), ("VM", "GBP", "0", "10")], services.Where(row => row["Currency"] != "USD").Select(row => (row["Service"], row["Currency"], row["Oct 2026"], row["Nov 2026 (est.)"])));
        Assert.Equal("155.07", (await WrittenSheet.OfAsync(input, "Budget v Actual")).Table("tblBva").Single(row => row["Team"] == "Web")["Total cost"]);
        Assert.All((await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck"), row => Assert.Equal("PASS", row["Result"]));
    }

    [Fact]
    public async Task Team_HasTheCentsOfTheCompanysWorkbook()
    {
        TeamConfig web = new() { Id = new TeamId("web"), Title = "Web", Owner = "w@acme.test", EffectiveFrom = BillingPeriod.Month(2025, 1) };
        WorkbookInput own = TeamInputBuilder.Cut(ConvertedSamples.Input(), web.Id, [web], SomeConfiguration.Of() with { Teams = [web] });

        Assert.Equal("155.07", (await WrittenSheet.OfAsync(own, "Budget v Actual")).Table("tblBva").Single()["Total cost"]);
    }
}
