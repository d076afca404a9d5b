using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>Invoices asked of the simulated AWS by the built program, page by page and throttled, tie to the costs that it gave.</summary>
public sealed class InvoiceFetchTests
{
    [Fact]
    public async Task Fetch_TwoInvoices_TieToTheCollectedCosts()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("costguard-invoices-").FullName;
        try
        {
            string file = Path.Combine(folder, "focus.csv"), home = Path.Combine(folder, "home");
            await File.WriteAllTextAsync(file, October(), cancellationToken);
            await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
            await clouds.ServeAsync(file, cancellationToken);
            clouds.Switches.PageSize = 1;
            CostGuardProgram.Ok(home, "init", "--no-input");
            await File.WriteAllTextAsync(Path.Combine(home, "connections", "acme.yaml"), $$"""
                apiVersion: costguard/v1
                kind: Connection
                metadata: { name: acme }
                spec:
                  provider: aws
                  auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
                  source: { api: cost-explorer, endpoint: "{{clouds.Address}}", billingAccount: "111122223333" }

                """, cancellationToken);

            string told = CostGuardProgram.Ok(home, "invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.example");
            string again = CostGuardProgram.Ok(home, "invoice", "fetch", "acme", "--period", "2026-10", "--by", "bob@acme.example");
            CostGuardProgram.Ok(home, "import", file, "--source", "bill");

            Assert.Contains("2 of 2 invoices are new", told, StringComparison.Ordinal);
            Assert.Contains("0 of 2 invoices are new; 2 were recorded already", again, StringComparison.Ordinal);
            // Two invoices and a receipt each, a page each, twice.
            Assert.Equal(8, clouds.Calls.Count("ListInvoiceSummaries"));
            JsonElement[] items = [.. JsonDocument.Parse(CostGuardProgram.Ok(home, "invoice", "list", "--period", "2026-10", "-o", "json")).RootElement.GetProperty("items").EnumerateArray()];
            Assert.Equal(["INV-1", "INV-2"], items.Select(item => item.GetProperty("invoice").GetString()));
            Assert.All(items, item => Assert.Equal(0m, decimal.Parse(item.GetProperty("unexplained").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // INV-1: 100.10 + 20.025 + tax 24.00; INV-2: 7.00.
    private static string October()
    {
        var text = new StringBuilder("BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,ServiceName,SubAccountId,BillingAccountId,ChargeCategory,InvoiceId,ProviderName\n");
        foreach ((string cost, string category, string invoice) in (ValueTuple<string, string, string>[])[("100.10", "Usage", "INV-1"), ("20.025", "Usage", "INV-1"), ("24.00", "Tax", "INV-1"), ("7.00", "Usage", "INV-2")])
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,USD,{cost},{cost},{cost},{cost},Amazon S3,000000000001,111122223333,{category},{invoice},AWS\n");
        return text.ToString();
    }
}
