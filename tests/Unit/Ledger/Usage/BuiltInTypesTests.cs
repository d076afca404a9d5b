using CostGuard.Core.Savings;
using CostGuard.Ledger.Usage;
using Xunit;

namespace CostGuard.Unit.Ledger.Usage;

/// <summary>Prices that come with CostGuard, against the files that they were taken from.</summary>
public sealed class BuiltInTypesTests
{
    [Theory]
    [InlineData("m5.2xlarge", "us-east-1", 8, 32, "x86_64")]
    [InlineData("t3.large", "us-east-1", 2, 8, "x86_64")]
    [InlineData("c6g.xlarge", "us-gov-west-1", 4, 8, "arm64")]
    public void All_Type_EqualsItsSource(string name, string region, double cpus, double memory, string architecture)
    {
        MachineType type = Assert.Single(BuiltInTypes.All, type => type.Name == name && type.Region == region);

        string price = File.ReadLines(SharedFolder.Path("data", "aws", "prices", "ec2_on_demand_linux.csv")).Single(line => line.StartsWith($"{region},{name},", StringComparison.Ordinal)).Split(',')[2];
        Assert.Equal((cpus, memory, architecture), (type.Cpus, type.MemoryGb, type.Architecture));
        Assert.Equal(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), type.Rate);
        Assert.True(type.IsBuiltIn);
    }

    /// <summary>Whoever is named as a successor or on Arm exists, is of the right architecture, and costs something.</summary>
    [Fact]
    public void All_FamiliesThatAreNamed_AreThere()
    {
        ILookup<string, MachineType> families = BuiltInTypes.All.ToLookup(type => type.Family);
        Assert.All(BuiltInTypes.All, type =>
        {
            Assert.True(type.Rate > 0m && type.Cpus > 0 && type.MemoryGb > 0);
            if (type.ArmFamily is { } arm) Assert.All(families[arm], each => Assert.Equal("arm64", each.Architecture));
            if (type.SuccessorFamily is { } next) Assert.NotEmpty(families[next]);
        });
        Assert.Equal(("m6i", "m6g"), families["m5"].Select(type => (type.SuccessorFamily, type.ArmFamily)).First());
        Assert.Equal(30, families["t3"].First(type => type.Name == "t3.large").BaselinePercent);
    }

    [Fact]
    public void Completed_LineOfAPerson_KeepsItsOwnAndLearnsTheRest()
    {
        MachineType own = new() { Name = "m5.large", Family = "m5", Cpus = 2, MemoryGb = 8, Rate = .09m, SuccessorFamily = "m7i" };

        MachineType completed = BuiltInTypes.Completed(own);

        Assert.Equal((.09m, "m7i", "m6g"), (completed.Rate, completed.SuccessorFamily, completed.ArmFamily));
        MachineType others = own with { Provider = "azure" };
        Assert.Same(others, BuiltInTypes.Completed(others));
    }
}
