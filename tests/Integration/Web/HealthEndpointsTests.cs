using System.Net;
using System.Text.Json;
using CostGuard.Core.Ports;
using CostGuard.Web;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Integration.Web;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.ServiceUnavailable, "no-data")]
    [InlineData(73, HttpStatusCode.ServiceUnavailable, "stale")]
    [InlineData(72, HttpStatusCode.OK, "ready")]
    public async Task Ready_AgeOfData_DecidesAndLiveIsAlwaysThere(int? hours, HttpStatusCode expected, string status)
    {
        await using var web = new WebServer(new Age(hours is { } known ? TimeSpan.FromHours(known) : null), new FakeTimeProvider(), TimeSpan.FromHours(72));
        string address = await web.StartAsync("http://127.0.0.1:0", TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using HttpResponseMessage ready = await client.GetAsync(new Uri($"{address}/health/ready"), TestContext.Current.CancellationToken);
        using HttpResponseMessage live = await client.GetAsync(new Uri($"{address}/health/live"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, ready.StatusCode);
        using JsonDocument json = JsonDocument.Parse(await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, json.RootElement.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private sealed class Age(TimeSpan? age) : IDataFreshness
    {
        public Task<TimeSpan?> AgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(age);
    }
}
