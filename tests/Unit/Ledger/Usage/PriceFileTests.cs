using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Usage;
using Xunit;

namespace CostGuard.Unit.Ledger.Usage;

public sealed class PriceFileTests : IDisposable
{
    private const string Header = "\"SKU\",\"OfferTermCode\",\"TermType\",\"Unit\",\"PricePerUnit\",\"Currency\",\"Product Family\",\"Instance Type\",\"vCPU\",\"Physical Processor\",\"Memory\",\"Tenancy\",\"Operating System\",\"CapacityStatus\",\"Pre Installed S/W\",\"Region Code\"\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-prices-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_ListOfARegion_KeepsLinuxOnDemandAndIsRead()
    {
        string list = List(
            Row("OnDemand", "0.1070000000", "m5.large", "2", "Intel Xeon Platinum 8175", "8 GiB", "Shared", "Linux"), Row("OnDemand", "0.1990000000", "m5.large", "2", "Intel Xeon Platinum 8175", "8 GiB", "Shared", "Windows"),
            Row("OnDemand", "0.1130000000", "m5.large", "2", "Intel Xeon Platinum 8175", "8 GiB", "Dedicated", "Linux"), Row("Reserved", "0.0600000000", "m5.large", "2", "Intel Xeon Platinum 8175", "8 GiB", "Shared", "Linux"),
            Row("OnDemand", "27.0000000000", "x1.mega", "128", "AWS Graviton3 Processor", "1,952 GiB", "Shared", "Linux"));

        (string region, int types, string file) = Assert.Single(await new PriceFile(new HomeFolder(_folder.FullName)).ImportAwsAsync(list, Token));

        Assert.Equal(("eu-west-1", 2, "usage/types-aws-eu-west-1.csv"), (region, types, file));
        File.WriteAllText(Path.Combine(_folder.FullName, "usage", "inventory.csv"), "resource_id,provider,kind\ni-1,aws,machine\n");
        UsageFacts facts = (await new UsageFiles(new HomeFolder(_folder.FullName)).FactsAsync(Token))!;
        var catalogue = new TypeCatalogue(facts.Prices, new PaidRates());
        MachineType small = catalogue.Find("aws", "eu-west-1", "m5.large")!, large = catalogue.Find("aws", "eu-west-1", "x1.mega")!;
        Assert.Equal((.107m, 8d, "x86_64", "m6i"), (small.Rate, small.MemoryGb, small.Architecture, small.SuccessorFamily));
        Assert.Equal((27m, 1952d, "arm64"), (large.Rate, large.MemoryGb, large.Architecture));
        // Another region still has its own list.
        Assert.Equal(.096m, catalogue.Find("aws", "us-east-1", "m5.large")!.Rate);
    }

    [Fact]
    public async Task Import_NoSuchListOrTwoPrices_IsRefusedAndNothingIsWritten()
    {
        string[] lists =
        [
            List(Row("Reserved", "0.06", "m5.large", "2", "Intel", "8 GiB", "Shared", "Linux")),
            List(Row("OnDemand", "0.10", "m5.large", "2", "Intel", "8 GiB", "Shared", "Linux"), Row("OnDemand", "0.11", "m5.large", "2", "Intel", "8 GiB", "Shared", "Linux")),
        ];
        string other = Path.Combine(_folder.FullName, "other.csv");
        File.WriteAllText(other, "a,b\n1,2\n");
        foreach (string list in (string[])[.. lists, other])
        {
            CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => new PriceFile(new HomeFolder(_folder.FullName)).ImportAwsAsync(list, Token));
            Assert.Equal((2, "CG2804"), (refused.ExitCode, refused.Problem.Code));
        }

        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "usage")));
    }

    private static string Row(string term, string price, string type, string cpus, string processor, string memory, string tenancy, string system) =>
        $"\"S\",\"T\",\"{term}\",\"Hrs\",\"{price}\",\"USD\",\"Compute Instance\",\"{type}\",\"{cpus}\",\"{processor}\",\"{memory}\",\"{tenancy}\",\"{system}\",\"Used\",\"NA\",\"eu-west-1\"\n";

    private string List(params string[] rows)
    {
        string path = Path.Combine(_folder.FullName, $"index-{Guid.NewGuid():n}.csv");
        File.WriteAllText(path, "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"for information\"\n\"Publication Date\",\"2026-07-20\"\n\"Version\",\"1\"\n\"OfferCode\",\"AmazonEC2\"\n" + Header + string.Concat(rows));
        return path;
    }
}
