namespace CostGuard.Collect.Aws;

/// <summary>AWS Cost Explorer by its operations' own names. Each call, each further page too, costs 0.01 USD.</summary>
internal sealed class CostExplorerClient(AwsJsonClient client)
{
    public Task<AwsAnswer<GetCostAndUsageResponse>> GetCostAndUsageAsync(GetCostAndUsageRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetCostAndUsageResponse>("GetCostAndUsage", request, cancellationToken);

    public Task<AwsAnswer<GetDimensionValuesResponse>> GetDimensionValuesAsync(GetDimensionValuesRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetDimensionValuesResponse>("GetDimensionValues", request, cancellationToken);

    public Task<AwsAnswer<GetTagsResponse>> GetTagsAsync(GetTagsRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetTagsResponse>("GetTags", request, cancellationToken);

    public Task<AwsAnswer<GetCostForecastResponse>> GetCostForecastAsync(GetCostForecastRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetCostForecastResponse>("GetCostForecast", request, cancellationToken);

    public Task<AwsAnswer<GetReservationUtilizationResponse>> GetReservationUtilizationAsync(GetReservationUtilizationRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetReservationUtilizationResponse>("GetReservationUtilization", request, cancellationToken);

    public Task<AwsAnswer<GetReservationCoverageResponse>> GetReservationCoverageAsync(GetReservationCoverageRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetReservationCoverageResponse>("GetReservationCoverage", request, cancellationToken);

    public Task<AwsAnswer<GetSavingsPlansUtilizationResponse>> GetSavingsPlansUtilizationAsync(GetSavingsPlansUtilizationRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetSavingsPlansUtilizationResponse>("GetSavingsPlansUtilization", request, cancellationToken);

    public Task<AwsAnswer<GetSavingsPlansCoverageResponse>> GetSavingsPlansCoverageAsync(GetSavingsPlansCoverageRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetSavingsPlansCoverageResponse>("GetSavingsPlansCoverage", request, cancellationToken);

    public Task<AwsAnswer<GetAnomaliesResponse>> GetAnomaliesAsync(GetAnomaliesRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<GetAnomaliesResponse>("GetAnomalies", request, cancellationToken);
}
