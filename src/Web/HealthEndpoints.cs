using CostGuard.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CostGuard.Web;

/// <summary>
/// /health/live says that the process answers; /health/ready says whether its figures can be relied on. Neither asks a cloud, and neither
/// names an amount, a source or a reader: what is late or broken is only counted; 'costguard status' names it.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Adds the two endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, IDataFreshness freshness, TimeProvider clock, TimeSpan failAfter, IServiceWatch? watch)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", async (HttpContext context) =>
        {
            TimeSpan? age = await freshness.AgeAsync(clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false);
            IReadOnlyList<string> troubles = watch is null ? [] : await watch.TroublesAsync(clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false);
            string status = age is null ? "no-data" : age > failAfter ? "stale" : troubles.Count > 0 ? "degraded" : "ready";
            return Results.Json(
                new { status, dataAgeHours = age is { } known ? (long?)known.TotalHours : null, limitHours = (long)failAfter.TotalHours, troubles = troubles.Count },
                statusCode: status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
