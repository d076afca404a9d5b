using CostGuard.Core.Focus.Azure;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Focus.Azure;

public sealed class AzureNamesTests
{
    [Theory]
    [InlineData("Kosten vor Steuern (PreTaxCost)", "pretaxcost")]
    [InlineData("\uFEFFSubscriptionGuid", "subscriptionguid")]
    [InlineData("costInBillingCurrency", "costinbillingcurrency")]
    public void Fold_Header_IsTheCanonicalName(string header, string name) => Assert.Equal(name, AzureNames.Fold(header));

    [Fact]
    public void IsExport_FocusExport_IsNotOne()
    {
        Assert.True(AzureNames.IsExport(["Date", "SubscriptionId", "CostInBillingCurrency"]));
        Assert.False(AzureNames.IsExport(["BilledCost", "EffectiveCost", "ChargePeriodStart", "SubAccountId", "x_CostInUsd"]));
    }

    [Theory]
    [InlineData("1 Hour", 1, "Hour")]
    [InlineData("100 Hours", 100, "Hours")]
    [InlineData("10K", 10_000, "Units")]
    [InlineData("1/Month", 1, "Month")]
    [InlineData("1 GB/Month", 1, "GB/Month")]
    [InlineData("100000000", 100_000_000, "Units")]
    public void Unit_OfMeasure_IsABlockOfUnits(string text, long block, string unit) => Assert.Equal(new AzureUnit(block, unit), AzureUnit.Read(text));

    [Fact]
    public void Unit_Blocks_AreMultiplied()
    {
        Assert.Null(AzureUnit.Read("0 Unassigned"));
        Assert.Equal(ExactSum.Parse("4"), AzureUnit.Read("10K")!.Units(ExactSum.Parse("0.0004")));
    }

    [Theory]
    [InlineData("Microsoft.Sql", "microsoft.sql/servers/databases", "Azure SQL Database")]
    [InlineData("microsoft.compute", "", "Virtual Machines")]
    [InlineData("MICROSOFT.KEYVAULT", "", "Key Vault")]
    public void Services_ProviderAndType_AreFound(string consumed, string type, string name) => Assert.Equal(name, AzureServices.Find(consumed, type)?.Name);

    [Theory]
    [InlineData("US East", "eastus")]
    [InlineData("EastUS2", "eastus2")]
    [InlineData("Nowhere Land", "nowhereland")]
    public void Regions_AnySpelling_IsOneId(string location, string id) => Assert.Equal(id, AzureRegions.Find(location)?.Id);
}
