using CostGuard.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CostGuard.Web;

/// <summary>
/// /health/live says that the process answers; /health/ready says whether its figures can be relied on. Neither asks a cloud, and neither
/// names an amount.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Adds the two endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, IDataFreshness freshness, TimeProvider clock, TimeSpan failAfter)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", async (HttpContext context) =>
        {
            TimeSpan? age = await freshness.AgeAsync(clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false);
            string status = age is null ? "no-data" : age > failAfter ? "stale" : "ready";
            return Results.Json(
                new { status, dataAgeHours = age is { } known ? (long?)known.TotalHours : null, limitHours = (long)failAfter.TotalHours },
                statusCode: status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
