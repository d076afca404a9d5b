using CostGuard.Collect;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class AzureCostCsvReaderTests
{
    private const string Header = "Date,BillingAccountId,SubscriptionId,ConsumedService,ResourceId,ChargeType,PricingModel,Quantity,UnitPrice,UnitOfMeasure,CostInBillingCurrency,BillingCurrencyCode,Tags,BenefitId";

    [Fact]
    public async Task ReadAsync_Row_IsAFocusCharge()
    {
        ReadFile file = (await ReadAsync(("x.csv", [Row("Usage,OnDemand,0.0004,0.1,10K,0.00004")])))[0];

        Assert.Equal(ExactSum.Parse("0.00004"), file.Billed);
        Assert.Equal(["2025-03-01T00:00:00Z"], file.Texts("BillingPeriodStart"));
        Assert.Equal(["2025-04-01T00:00:00Z"], file.Texts("BillingPeriodEnd"));
        Assert.Equal(["2025-03-31T00:00:00Z"], file.Texts("ChargePeriodStart"));
        Assert.Equal(["2025-04-01T00:00:00Z"], file.Texts("ChargePeriodEnd"));
        Assert.Equal(["Virtual Machines"], file.Texts("ServiceName"));
        Assert.Equal(["/subscriptions/s/providers/microsoft.compute/virtualmachines/vm1"], file.Texts("ResourceId"));
        Assert.Equal(["4"], file.Texts("ConsumedQuantity"));
        Assert.Equal(["0.00004"], file.Texts("ContractedCost"));
        Assert.Equal(["""{"team": "web"}"""], file.Texts("Tags"));
        Assert.DoesNotContain(file.Summary.Problems, problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public async Task ReadAsync_ActualAndAmortised_EachGivesItsOwnMeasure()
    {
        IReadOnlyList<ReadFile> files = await ReadAsync(
            ("a/1.csv", [Row("Purchase,Reservation,1,600,1 Hour,600", "r-1"), Row("Usage,OnDemand,1,400,1 Hour,400")]),
            ("b/1.csv", [Row("Usage,OnDemand,1,400,1 Hour,400"), Row("Usage,Reservation,1,50,1 Hour,50", "r-1")]));

        Assert.Equal((ExactSum.Parse("1000"), ExactSum.Zero), (files[0].Billed, files[0].Effective));
        Assert.Equal((ExactSum.Zero, ExactSum.Parse("450")), (files[1].Billed, files[1].Effective));
        Assert.Equal([null, null], files[0].Texts("ConsumedQuantity"));
        Assert.All(files, file => Assert.Contains(file.Summary.Problems, problem => problem.Code == AzureErrors.Paired.Code));
    }

    [Fact]
    public async Task ReadAsync_AmortisedAlone_EstimatesAndSaysSo()
    {
        ReadFile file = (await ReadAsync(("b/1.csv", [Row("Usage,Reservation,1,50,1 Hour,50", "r-1")])))[0];

        Assert.Equal(ExactSum.Parse("50"), file.Billed);
        Assert.Equal(["true"], file.Texts("x_BilledEstimated"));
        Assert.Contains(file.Summary.Problems, problem => problem.Code == AzureErrors.NoActual.Code);
    }

    [Fact]
    public async Task ReadAsync_ActualAlone_DoesNotGuessWhatCommitmentsAreWorth()
    {
        ReadFile file = (await ReadAsync(("a/1.csv", [Row("Purchase,Reservation,1,600,1 Hour,600", "r-1"), Row("Usage,OnDemand,1,400,1 Hour,400")])))[0];

        Assert.Equal((ExactSum.Parse("1000"), ExactSum.Parse("400")), (file.Billed, file.Effective));
        Assert.Contains(file.Summary.Problems, problem => problem.Code == AzureErrors.NoAmortised.Code);
    }

    [Fact]
    public async Task ReadAsync_OtherMonthOfThePair_IsAlone()
    {
        IReadOnlyList<ReadFile> files = await ReadAsync(
            ("a/1.csv", [Row("Purchase,Reservation,1,600,1 Hour,600", "r-1"), Row("Usage,OnDemand,1,7,1 Hour,7", "", "2025-02-01")]),
            ("b/1.csv", [Row("Usage,Reservation,1,50,1 Hour,50", "r-1")]));

        Assert.Equal((ExactSum.Parse("607"), ExactSum.Parse("7")), (files[0].Billed, files[0].Effective));
    }

    [Theory]
    [InlineData("c/1.csv", "CG1071")]
    [InlineData("a/2.csv", null)]
    [InlineData("c/amortized.csv", null)]
    public async Task ReadAsync_FileThatTellsNothingBesideAPair_NeedsAName(string name, string? code)
    {
        Task<IReadOnlyList<ReadFile>> Read() => ReadAsync(
            ("a/1.csv", [Row("Purchase,Reservation,1,600,1 Hour,600", "r-1")]),
            ("b/1.csv", [Row("Usage,Reservation,1,50,1 Hour,50", "r-1")]),
            (name, [Row("Usage,OnDemand,1,400,1 Hour,400")]));

        if (code is null) Assert.Equal(3, (await Read()).Count);
        else Assert.Equal(code, (await Assert.ThrowsAsync<CostGuardException>(Read)).Problem.Code);
    }

    [Fact]
    public async Task ReadAsync_BothMeasuresInOneFile_IsRefused()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(
            ("x.csv", [Row("Purchase,Reservation,1,600,1 Hour,600", "r-1"), Row("Usage,Reservation,1,50,1 Hour,50", "r-1")])));

        Assert.Equal(AzureErrors.BothDatasets.Code, refusal.Problem.Code);
    }

    [Fact]
    public async Task ReadAsync_ManifestSaysTheMeasure_NoNameIsNeeded()
    {
        IReadOnlyList<ReadFile> files = await ProviderFiles.ReadAsync(
            new AzureCostCsvReader(),
            [("a/1.csv", Text(Row("Purchase,Reservation,1,600,1 Hour,600", "r-1"))), ("b/1.csv", Text(Row("Usage,Reservation,1,50,1 Hour,50", "r-1"))), ("c/1.csv", Text(Row("Usage,OnDemand,1,400,1 Hour,400")))],
            file => file.Name == "c/1.csv" ? "ActualCost" : null);

        // 400 of actual cost beside the pair is billed, and its effective part is the amortised file's to tell.
        Assert.Equal(ExactSum.Parse("400"), files[2].Billed);
        Assert.Equal(ExactSum.Zero, files[2].Effective);
    }

    [Theory]
    [InlineData("Purchase,Reservation,1,600,1 Hour,600", "AmortizedCost")]
    [InlineData("Usage,Reservation,1,50,1 Hour,50", "ActualCost")]
    public async Task ReadAsync_RowsContradictTheManifest_IsRefused(string cells, string dataset)
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() =>
            ProviderFiles.ReadAsync(new AzureCostCsvReader(), [("a/1.csv", Text(Row(cells, "r-1")))], _ => dataset));

        Assert.Equal((2, "CG1181"), (refusal.ExitCode, refusal.Problem.Code));
    }

    private static string Text(params string[] rows) => $"{Header}\n{string.Join('\n', rows)}\n";

    [Theory]
    [InlineData("Usage,OnDemand,1,1,1 Hour,")]
    [InlineData("Usage,Reservation,1,1,1 Hour,12 EUR")]
    public async Task ReadAsync_CostThatIsNone_RefusesTheRow(string cells)
    {
        ReadFile file = (await ReadAsync(("x.csv", [Row(cells)])))[0];

        Assert.Equal(1, file.Summary.RowsRejected);
    }

    private static string Row(string cells, string benefit = "", string day = "2025-03-31") =>
        $"{day},1234,s-1,microsoft.compute,/subscriptions/S/providers/Microsoft.Compute/virtualMachines/VM1,{cells},EUR,\"\"\"team\"\": \"\"web\"\"\",{benefit}";

    private static Task<IReadOnlyList<ReadFile>> ReadAsync(params (string Name, string[] Rows)[] files) =>
        ProviderFiles.ReadAsync(new AzureCostCsvReader(), [.. files.Select(file => (file.Name, $"{Header}\n{string.Join('\n', file.Rows)}\n"))]);
}
