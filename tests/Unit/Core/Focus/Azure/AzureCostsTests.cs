using System.Text;
using CostGuard.Core.Focus.Azure;
using Xunit;

namespace CostGuard.Unit.Core.Focus.Azure;

public sealed class AzureCostsTests
{
    // Domain A.6: what each charge type is billed and worth, for an export that is alone.
    [Theory]
    [InlineData("Usage", "OnDemand", true, true, "Usage", "Standard")]
    [InlineData("Usage", "Spot", true, true, "Usage", "Dynamic")]
    [InlineData("Usage", "", true, true, "Usage", "")]
    [InlineData("", "", true, true, "Usage", "")]
    [InlineData("Usage", "Reservation", false, true, "Usage", "Committed")]
    [InlineData("Usage", "SavingsPlan", false, true, "Usage", "Committed")]
    [InlineData("UnusedReservation", "Reservation", false, true, "Usage", "Committed")]
    [InlineData("UnusedSavingsPlan", "SavingsPlan", false, true, "Usage", "Committed")]
    [InlineData("Purchase", "Reservation", true, false, "Purchase", "Standard")]
    [InlineData("Refund", "SavingsPlan", true, false, "Purchase", "Standard")]
    [InlineData("Purchase", "OnDemand", true, true, "Purchase", "Standard")]
    [InlineData("Tax", "", true, true, "Tax", "")]
    [InlineData("Credit", "", true, true, "Credit", "")]
    [InlineData("RoundingAdjustment", "", true, true, "Adjustment", "")]
    [InlineData("Surprise", "", true, true, "Adjustment", "")]
    public void Of_ExportAlone_FollowsTheChargeType(string type, string model, bool billed, bool effective, string category, string pricing)
    {
        AzureChargeKind kind = Kind(type, model);

        Assert.Equal(new AzureCosts(billed, effective), AzureCosts.Of(AzureDataset.Actual, false, kind));
        Assert.Equal(category, Encoding.UTF8.GetString(AzureWords.Category(kind)));
        Assert.Equal(pricing, Encoding.UTF8.GetString(AzureWords.Pricing(kind)));
    }

    [Theory]
    [InlineData("Usage", "OnDemand")]
    [InlineData("Usage", "Reservation")]
    [InlineData("Purchase", "Reservation")]
    [InlineData("Tax", "")]
    public void Of_BothExports_EachIsOneMeasure(string type, string model)
    {
        Assert.Equal(new AzureCosts(true, false), AzureCosts.Of(AzureDataset.Actual, true, Kind(type, model)));
        Assert.Equal(new AzureCosts(false, true), AzureCosts.Of(AzureDataset.Amortised, true, Kind(type, model)));
    }

    [Fact]
    public void Of_AmortisedAlone_EstimatesWhatIsBilled() =>
        Assert.Equal(new AzureCosts(true, true), AzureCosts.Of(AzureDataset.Amortised, false, Kind("Usage", "Reservation")));

    [Theory]
    [InlineData("Usage", "/providers/Microsoft.BillingBenefits/savingsPlanOrders/a/savingsPlans/b", AzurePricing.SavingsPlan)]
    [InlineData("Usage", "f39d1c73-af74-4308-9083-fbf5efab37d1", AzurePricing.Reservation)]
    public void Of_NoPricingModel_TheBenefitTells(string type, string benefit, AzurePricing pricing) =>
        Assert.Equal(pricing, AzureChargeKind.Of(Encoding.UTF8.GetBytes(type), [], Encoding.UTF8.GetBytes(benefit)).Pricing);

    [Fact]
    public void Words_RefundAndUnused_HaveTheirMarks()
    {
        Assert.Equal("Correction", Encoding.UTF8.GetString(AzureWords.Class(Kind("Refund", "Reservation"))));
        Assert.Equal("Unused", Encoding.UTF8.GetString(AzureWords.Status(Kind("UnusedReservation", "Reservation"))));
        Assert.Equal("Used", Encoding.UTF8.GetString(AzureWords.Status(Kind("Usage", "SavingsPlan"))));
        Assert.Equal("", Encoding.UTF8.GetString(AzureWords.Status(Kind("Purchase", "Reservation"))));
    }

    private static AzureChargeKind Kind(string type, string model) => AzureChargeKind.Of(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(model), []);
}
