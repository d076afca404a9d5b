using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>How much a team did in a month, by a driver of its business: what its cost is divided by (domain H.1).</summary>
/// <param name="Month">The month.</param>
/// <param name="Team">The team.</param>
/// <param name="Driver">Name of the driver, "checkout-requests"; upper and lower case are one.</param>
/// <param name="Quantity">How many, at least 0. A month without a line is unknown, not 0.</param>
/// <param name="Unit">What is counted, in the plural: "requests". One unit a driver.</param>
public sealed record DriverQuantity(BillingPeriod Month, TeamId Team, string Driver, decimal Quantity, string Unit);
