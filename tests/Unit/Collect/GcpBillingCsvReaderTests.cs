using CostGuard.Collect;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class GcpBillingCsvReaderTests
{
    private const string Header = "billing_account_id,service.description,sku.id,sku.description,usage_start_time,usage_end_time,project.id,labels,cost,currency,credits,invoice.month,cost_type";

    [Fact]
    public async Task ReadAsync_RowWithACredit_IsTwoCharges()
    {
        ReadFile file = await ReadAsync("A,Cloud Storage,S,Bytes,2022-08-01 03:00:00+00:00,2022-08-01 04:00:00+00:00,p,\"[{'key': 'team', 'value': 'web'}]\",5e-06,USD,\"[{'name': 'Free', 'amount': -5e-06, 'full_name': None, 'id': 'F', 'type': 'PROMOTION'}]\",202208,regular");

        Assert.Equal(ExactSum.Zero, file.Billed);
        Assert.Equal(["0.000005", "-0.000005"], file.Texts("BilledCost"));
        Assert.Equal(["Usage", "Credit"], file.Texts("ChargeCategory"));
        Assert.Equal(["""{"team":"web"}""", """{"team":"web"}"""], file.Texts("Tags"));
        Assert.Equal(["2022-08-01T03:00:00Z", "2022-08-01T03:00:00Z"], file.Texts("ChargePeriodStart"));
        Assert.Equal(["Storage", "Storage"], file.Texts("ServiceCategory"));
    }

    [Fact]
    public async Task ReadAsync_CreditsThatCannotBeRead_RefuseTheRow()
    {
        ReadFile file = await ReadAsync("A,Cloud Storage,S,Bytes,2022-08-01,2022-08-02,p,[],1,USD,[{'amount',202208,regular");

        Assert.Equal(1, file.Summary.RowsRejected);
    }

    private static async Task<ReadFile> ReadAsync(string row) => (await ProviderFiles.ReadAsync(new GcpBillingCsvReader(), ("x.csv", $"{Header}\n{row}\n")))[0];
}
