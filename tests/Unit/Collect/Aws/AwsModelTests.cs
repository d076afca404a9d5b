using System.Text.Json;
using CostGuard.Collect.Aws;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>What is sent and what is read, held against the official models of the services.</summary>
public sealed class AwsModelTests
{
    private static readonly DateInterval June = new("2025-06-01", "2025-07-01");
    private static readonly GroupDefinition[] Groups = [new("DIMENSION", "SERVICE"), new("TAG", "team")];

    public static TheoryData<string, object> Requests => new()
    {
        { "GetCostAndUsage", new GetCostAndUsageRequest { TimePeriod = June, Granularity = "DAILY", Metrics = ["UnblendedCost", "AmortizedCost"] } },
        { "GetCostAndUsage", new GetCostAndUsageRequest { TimePeriod = June, Granularity = "MONTHLY", Metrics = ["NetUnblendedCost"], GroupBy = Groups, Filter = Both, NextPageToken = "abc" } },
        { "GetDimensionValues", new GetDimensionValuesRequest { TimePeriod = June, Dimension = "LINKED_ACCOUNT", Context = "COST_AND_USAGE", NextPageToken = "abc" } },
        { "GetTags", new GetTagsRequest { TimePeriod = June, TagKey = "team", NextPageToken = "abc" } },
        { "GetCostForecast", new GetCostForecastRequest { TimePeriod = June, Metric = "UNBLENDED_COST", Granularity = "DAILY", Filter = Both, PredictionIntervalLevel = 80 } },
        { "GetReservationUtilization", new GetReservationUtilizationRequest { TimePeriod = June, Granularity = "DAILY", GroupBy = [new("DIMENSION", "SUBSCRIPTION_ID")], NextPageToken = "abc" } },
        { "GetReservationCoverage", new GetReservationCoverageRequest { TimePeriod = June, Granularity = "DAILY", Metrics = ["Hour", "Cost"], GroupBy = Groups, NextPageToken = "abc" } },
        { "GetSavingsPlansUtilization", new GetSavingsPlansUtilizationRequest { TimePeriod = June, Granularity = "DAILY" } },
        { "GetSavingsPlansCoverage", new GetSavingsPlansCoverageRequest { TimePeriod = June, Granularity = "DAILY", Metrics = ["SpendCoveredBySavingsPlans"], GroupBy = Groups, NextToken = "abc" } },
        { "GetAnomalies", new GetAnomaliesRequest { DateInterval = new AnomalyDateInterval("2025-06-01", "2025-07-01"), MonitorArn = "arn:aws:ce::111122223333:anomalymonitor/example", NextPageToken = "abc" } },
    };

    private static Expression Both => new()
    {
        And = [new Expression { Dimensions = new DimensionValues("LINKED_ACCOUNT", ["111122223333"]) }, new Expression { Dimensions = new DimensionValues("RECORD_TYPE", ["Usage", "DiscountedUsage"]) }],
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public void Requests_AreWhatTheModelAsksFor(string operation, object request)
    {
        Assert.Empty(AwsModel.CostExplorer.CheckRequest(operation, JsonSerializer.SerializeToElement(request, request.GetType(), AwsJsonText.Options)));
        Assert.Empty(AwsModel.CostExplorer.CheckRecord(operation, request.GetType(), "input"));
    }

    [Theory]
    [InlineData("GetCostAndUsage", typeof(GetCostAndUsageResponse))]
    [InlineData("GetDimensionValues", typeof(GetDimensionValuesResponse))]
    [InlineData("GetTags", typeof(GetTagsResponse))]
    [InlineData("GetCostForecast", typeof(GetCostForecastResponse))]
    [InlineData("GetReservationUtilization", typeof(GetReservationUtilizationResponse))]
    [InlineData("GetReservationCoverage", typeof(GetReservationCoverageResponse))]
    [InlineData("GetSavingsPlansUtilization", typeof(GetSavingsPlansUtilizationResponse))]
    [InlineData("GetSavingsPlansCoverage", typeof(GetSavingsPlansCoverageResponse))]
    [InlineData("GetAnomalies", typeof(GetAnomaliesResponse))]
    public void Answers_HaveEveryMemberThatIsRead(string operation, Type response) => Assert.Empty(AwsModel.CostExplorer.CheckRecord(operation, response));

    [Fact]
    public void ListAccounts_IsWhatTheModelSays()
    {
        Assert.Empty(AwsModel.Organizations.CheckRequest("ListAccounts", JsonSerializer.SerializeToElement(new ListAccountsRequest { MaxResults = 20, NextToken = "abc" }, AwsJsonText.Options)));
        Assert.Empty(AwsModel.Organizations.CheckRecord("ListAccounts", typeof(ListAccountsRequest), "input"));
        Assert.Empty(AwsModel.Organizations.CheckRecord("ListAccounts", typeof(ListAccountsResponse)));
    }

    [Fact]
    public void DataExports_AreWhatTheModelSays()
    {
        Assert.Empty(AwsModel.DataExports.CheckRequest("ListExports", JsonSerializer.SerializeToElement(new ListExportsRequest { NextToken = "abc" }, AwsJsonText.Options)));
        Assert.Empty(AwsModel.DataExports.CheckRecord("ListExports", typeof(ListExportsResponse)));
        Assert.Empty(AwsModel.DataExports.CheckRequest("GetExport", JsonSerializer.SerializeToElement(new GetExportRequest("arn:aws:bcm-data-exports:us-east-1:111122223333:export/focus-1"), AwsJsonText.Options)));
        Assert.Empty(AwsModel.DataExports.CheckRecord("GetExport", typeof(GetExportResponse)));
    }

    [Fact]
    public void Services_AreNamedAsInTheModels()
    {
        foreach ((AwsJsonService service, AwsModel model) in new[] { (AwsJsonService.CostExplorer, AwsModel.CostExplorer), (AwsJsonService.Organizations, AwsModel.Organizations), (AwsJsonService.DataExports, AwsModel.DataExports) })
        {
            Assert.Equal(model.Metadata.GetProperty("serviceId").GetString(), service.ServiceId);
            Assert.Equal(model.Metadata.GetProperty("targetPrefix").GetString(), service.TargetPrefix);
            Assert.Equal(model.Metadata.GetProperty("jsonVersion").GetString(), service.JsonVersion);
            Assert.Equal(model.Metadata.GetProperty("endpointPrefix").GetString(), service.SigningName);
        }
    }

    [Theory]
    [InlineData("""{"Granularity":"DAILY","Metrics":[]}""", "lacks TimePeriod")]
    [InlineData("""{"TimePeriod":{"Start":"1 June","End":"2025-07-01"},"Granularity":"DAILY","Metrics":[]}""", "does not match")]
    [InlineData("""{"TimePeriod":{"Start":"2025-06-01","End":"2025-07-01"},"Granularity":"WEEKLY","Metrics":[]}""", "does not list")]
    [InlineData("""{"TimePeriod":{"Start":"2025-06-01","End":"2025-07-01"},"Granularity":"DAILY","Metrics":[],"Groups":[]}""", "does not know")]
    [InlineData("""{"TimePeriod":{"Start":"2025-06-01","End":"2025-07-01"},"Granularity":"DAILY","Metrics":[1]}""", "not string")]
    public void Model_WrongRequest_IsFound(string json, string words) =>
        Assert.Contains(AwsModel.CostExplorer.CheckRequest("GetCostAndUsage", JsonDocument.Parse(json).RootElement), fault => fault.Contains(words, StringComparison.Ordinal));
}
