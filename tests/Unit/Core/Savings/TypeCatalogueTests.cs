using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

/// <summary>The bill's own rate first, else the list at the discount that the machine's own rate shows; never the prices of another region.</summary>
public sealed class TypeCatalogueTests
{
    private static readonly CloudResource Machine = SomeResources.Of(ResourceKind.Machine) with { Type = "m5.2xlarge", Region = "eu-west-1", Os = "linux" };
    private static readonly PriceSheet List = new(
    [
        Type("m5.2xlarge", "m5", .428m, "eu-west-1"), Type("m5.xlarge", "m5", .214m, "eu-west-1"), Type("c5.xlarge", "c5", .192m, "eu-west-1"),
        Type("m5.2xlarge", "m5", .384m, "us-east-1") with { IsBuiltIn = true }, Type("m5.xlarge", "m5", .192m, "us-east-1") with { IsBuiltIn = true },
        Type("m5.2xlarge", "m5", .384m, "*") with { IsBuiltIn = true, IsReference = true }, Type("m5.xlarge", "m5", .192m, "*") with { IsBuiltIn = true, IsReference = true },
    ])
    { Storage = new Dictionary<string, decimal> { ["gp3"] = .08m } };

    [Fact]
    public void For_BillAtListPrice_IsTheRegionsList()
    {
        PriceSheet sheet = new TypeCatalogue(List, new PaidRates()).For(Machine, SomeResources.Bill(.428m));

        Assert.Equal([("m5.2xlarge", .428m), ("m5.xlarge", .214m)], sheet.Types.Select(type => (type.Name, type.Rate)));
        Assert.Equal(.08m, sheet.Storage["gp3"]);
    }

    /// <summary>A tenth below the list: 0.3852 and 0.1926.</summary>
    [Fact]
    public void For_BillBelowList_OthersAreCheaperByTheSameShare() => Assert.Equal(
        [.3852m, .1926m], new TypeCatalogue(List, new PaidRates()).For(Machine, SomeResources.Bill(.3852m)).Types.Select(type => type.Rate));

    [Fact]
    public void For_TypeOnTheBill_HasTheBillsRate()
    {
        var paid = new PaidRates();
        paid.Add(Machine with { Id = "i-2", Type = "m5.xlarge" }, SomeResources.Bill(.18m, 300m), Currency.Usd);
        paid.Add(Machine with { Id = "i-3", Type = "m5.xlarge" }, SomeResources.Bill(.21m, 600m), Currency.Usd);

        // (0.18 × 300 + 0.21 × 600) ÷ 900.
        MachineType known = new TypeCatalogue(List, paid).For(Machine, SomeResources.Bill(.3852m)).Find("m5.xlarge")!;

        Assert.Equal((.20m, "bill"), (known.Rate, known.Source));
    }

    /// <summary>0.06 for a machine of 0.1926 is an interruptible one.</summary>
    [Fact]
    public void For_ImplausibleRateOnTheBill_IsLeftAlone()
    {
        var paid = new PaidRates();
        paid.Add(Machine with { Id = "i-2", Type = "m5.xlarge" }, SomeResources.Bill(.06m), Currency.Usd);

        Assert.Equal(.1926m, new TypeCatalogue(List, paid).For(Machine, SomeResources.Bill(.3852m)).Find("m5.xlarge")!.Rate);
    }

    /// <summary>Without a list of the region the proportions of the reference stand in: 0.44 × 0.192 ÷ 0.384 = 0.22.</summary>
    [Fact]
    public void For_RegionWithoutList_TakesProportions()
    {
        PriceSheet sheet = new TypeCatalogue(List, new PaidRates()).For(Machine with { Region = "ap-south-2" }, SomeResources.Bill(.44m));

        Assert.Equal([.44m, .22m], sheet.Types.Select(type => type.Rate));
        Assert.All(sheet.Types, type => Assert.True(type.IsReference));
    }

    [Fact]
    public void For_UnknownTypeOrProvider_HasNoTypes()
    {
        var catalogue = new TypeCatalogue(List, new PaidRates());

        Assert.Empty(catalogue.For(Machine with { Type = "z9.mega" }, null).Types);
        Assert.Empty(catalogue.For(Machine with { Type = null }, null).Types);
        Assert.Empty(catalogue.For(Machine with { Provider = "azure" }, null).Types);
    }

    [Fact]
    public void Paid_TwoCurrencies_HaveNoRate()
    {
        var paid = new PaidRates();
        paid.Add(Machine, SomeResources.Bill(.4m), Currency.Usd);
        paid.Add(Machine with { Id = "i-2" }, SomeResources.Bill(.4m), Currency.Parse("EUR"));
        paid.Add(Machine with { Id = "i-3" }, SomeResources.Bill(.4m), Currency.Usd);

        Assert.Null(paid.Find("aws", "eu-west-1", "linux", "m5.2xlarge"));
        Assert.Equal(3, Assert.Single(paid.All).Resources);
    }

    private static MachineType Type(string name, string family, decimal rate, string region) =>
        new() { Name = name, Family = family, Cpus = 8, MemoryGb = 32, Rate = rate, Provider = "aws", Region = region };
}
