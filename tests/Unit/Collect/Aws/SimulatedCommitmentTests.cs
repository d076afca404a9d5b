using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>What the simulated Cost Explorer says of commitments, forecast and anomalies: figures done by hand from the rows, shapes held against the official models.</summary>
public sealed class SimulatedCommitmentTests : IAsyncLifetime
{
    private const string Reservation = "arn:aws:ec2:eu-central-1:1:reserved-instances/r-1", Plan = "arn:aws:savingsplans::1:savingsplan/p-1";
    private static readonly DateInterval June = new("2025-06-01", "2025-07-01");

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;
    private CloudHost _clouds = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _clouds = await CloudHost.StartAsync(0, Stop);
        var rows = new StringBuilder("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ListCost,ConsumedQuantity,ServiceName,SubAccountId,ChargeCategory,ChargeFrequency,PricingCategory,CommitmentDiscountId,CommitmentDiscountCategory,CommitmentDiscountStatus\n");
        void Row(string day, string billed, string effective, string list, string quantity, string service, string category, string frequency, string pricing, string id = "", string kind = "", string status = "") =>
            rows.Append(CultureInfo.InvariantCulture, $"2025-06-01,{day},USD,{billed},{effective},{list},{quantity},{service},000000000001,{category},{frequency},{pricing},{id},{kind},{status}\n");
        // A reservation of 24 hours: 18 used (0.10 an hour, worth 0.16), 6 unused; 6 hours beside it on demand.
        Row("2025-06-10", "0", "1.8", "2.88", "18", "Amazon EC2", "Usage", "Usage-Based", "Committed", Reservation, "Usage", "Used");
        Row("2025-06-10", "0", "0.6", "0.6", "6", "Amazon EC2", "Usage", "Usage-Based", "Committed", Reservation, "Usage", "Unused");
        Row("2025-06-10", "0.96", "0.96", "0.96", "6", "Amazon EC2", "Usage", "Usage-Based", "Standard");
        // A plan of 1.00, of which 0.75 is used (worth 1.40) and 0.40 is billed as it recurs; 0.60 of the same service is not covered.
        Row("2025-06-11", "0.4", "0", "0.4", "1", "AWS Lambda", "Purchase", "Recurring", "Standard", Plan, "Spend");
        Row("2025-06-11", "0", "0.75", "1.4", "14", "AWS Lambda", "Usage", "Usage-Based", "Committed", Plan, "Spend", "Used");
        Row("2025-06-11", "0", "0.25", "0.25", "0", "AWS Lambda", "Usage", "Usage-Based", "Committed", Plan, "Spend", "Unused");
        Row("2025-06-11", "0.6", "0.6", "0.6", "6", "AWS Lambda", "Usage", "Usage-Based", "Standard");
        // S3 costs 2 a day, and 7 on the 20th.
        for (int day = 1; day <= 30; day++) Row($"2025-06-{day:00}", day == 20 ? "7" : "2", day == 20 ? "7" : "2", "2", "1", "Amazon S3", "Usage", "Usage-Based", "Standard");
        string file = Path.Combine(_folder, "focus.csv");
        await File.WriteAllTextAsync(file, rows.ToString(), Stop);
        await _clouds.ServeAsync(file, Stop);
        _clouds.Switches.Today = new DateOnly(2025, 7, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task ReservationUtilization_IsHoursAndFees()
    {
        GetReservationUtilizationResponse answer = await CallAsync<GetReservationUtilizationResponse>(
            "GetReservationUtilization", new GetReservationUtilizationRequest { TimePeriod = June, GroupBy = [new("DIMENSION", "SUBSCRIPTION_ID")] });

        ReservationAggregates total = answer.Total!;
        Assert.Equal(("75", "24", "6"), (total.UtilizationPercentage, total.PurchasedHours, total.UnusedHours));
        // 2.88 − (1.80 + 0.60)
        Assert.Equal(("2.88", "0.48", "2.4", "0.6"), (total.OnDemandCostOfRIHoursUsed, total.NetRISavings, total.TotalAmortizedFee, total.RICostForUnusedHours));
        ReservationUtilizationGroup group = Assert.Single(Assert.Single(answer.UtilizationsByTime!).Groups!);
        Assert.Equal((Reservation, "75"), (group.Value, group.Utilization!.UtilizationPercentage));
    }

    [Fact]
    public async Task ReservationCoverage_IsWhatRunsOfTheService()
    {
        Coverage total = (await CallAsync<GetReservationCoverageResponse>("GetReservationCoverage", new GetReservationCoverageRequest { TimePeriod = June, Granularity = "DAILY" })).Total!;

        Assert.Equal(new CoverageHours("6", "18", "24", "75"), total.CoverageHours);
        Assert.Equal("0.96", total.CoverageCost!.OnDemandCost);
    }

    [Fact]
    public async Task PlansUtilization_IsTheCommitment()
    {
        GetSavingsPlansUtilizationResponse answer = await CallAsync<GetSavingsPlansUtilizationResponse>("GetSavingsPlansUtilization", new GetSavingsPlansUtilizationRequest { TimePeriod = June, Granularity = "MONTHLY" });

        Assert.Equal(new SavingsPlansUtilization("1", "0.75", "0.25", "75"), answer.Total!.Utilization);
        Assert.Equal(new SavingsPlansSavings("0.4", "1.4"), answer.Total.Savings);
        Assert.Equal(new SavingsPlansAmortizedCommitment("0.4", "0.6", "1"), answer.Total.AmortizedCommitment);
        Assert.Equal(answer.Total.Utilization, Assert.Single(answer.SavingsPlansUtilizationsByTime!).Utilization);
    }

    [Fact]
    public async Task PlansCoverage_IsSpendAtListPrice()
    {
        SavingsPlansCoverage coverage = Assert.Single((await CallAsync<GetSavingsPlansCoverageResponse>(
            "GetSavingsPlansCoverage", new GetSavingsPlansCoverageRequest { TimePeriod = June, Granularity = "MONTHLY", GroupBy = [new("DIMENSION", "SERVICE")] })).SavingsPlansCoverages!);

        Assert.Equal("AWS Lambda", coverage.Attributes!["SERVICE"]);
        Assert.Equal(new SavingsPlansCoverageData("1.4", "0.6", "2", "70"), coverage.Coverage);
    }

    [Fact]
    public async Task Forecast_IsTheAverageOfFourWeeks()
    {
        GetCostForecastResponse answer = await CallAsync<GetCostForecastResponse>("GetCostForecast", new GetCostForecastRequest
        {
            TimePeriod = new DateInterval("2025-07-01", "2025-07-03"),
            Metric = "UNBLENDED_COST",
            Granularity = "DAILY",
            PredictionIntervalLevel = 80,
            Filter = new Expression { Dimensions = new DimensionValues("SERVICE", ["Amazon S3"]) },
        });

        // 3 to 30 June: 27 days of 2 and one of 7, 61 in 28 days; two days of that.
        Assert.Equal(decimal.Round(61m / 28 * 2, 10), decimal.Round(decimal.Parse(answer.Total!.Amount!, CultureInfo.InvariantCulture), 10));
        Assert.Equal(("2", "7"), (answer.ForecastResultsByTime![0].PredictionIntervalLowerBound, answer.ForecastResultsByTime[0].PredictionIntervalUpperBound));
    }

    [Fact]
    public async Task Anomalies_AreDaysOfTwiceTheBaseline()
    {
        Anomaly anomaly = Assert.Single((await CallAsync<GetAnomaliesResponse>("GetAnomalies", new GetAnomaliesRequest { DateInterval = new AnomalyDateInterval("2025-06-01", "2025-06-30") })).Anomalies!);

        Assert.Equal(("Amazon S3", "2025-06-20"), (anomaly.DimensionValue, anomaly.AnomalyStartDate));
        Assert.Equal(("5", "7", "2"), (anomaly.Impact!.TotalImpact, anomaly.Impact.TotalActualSpend, anomaly.Impact.TotalExpectedSpend));
    }

    private async Task<T> CallAsync<T>(string operation, object request)
    {
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("AKIAEXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        };
        using AwsJsonClient client = new AwsAccess(new PlainSecrets(), TimeProvider.System, new EndpointBreakers(TimeProvider.System)).Open(AwsJsonService.CostExplorer, connection, AwsPartition.OfRegion(null), _clouds.Address, (_, _) => Task.CompletedTask);
        AwsAnswer<T> answer = await client.CallAsync<T>(operation, request, Stop);
        Assert.Empty(AwsModel.CostExplorer.CheckRequest(operation, JsonDocument.Parse(answer.Request).RootElement));
        Assert.Empty(AwsModel.CostExplorer.CheckAnswer(operation, JsonDocument.Parse(answer.Raw).RootElement));
        return answer.Value;
    }
}
