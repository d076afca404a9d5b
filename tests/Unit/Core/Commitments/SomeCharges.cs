using CostGuard.Core.Commitments;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Core.Commitments;

/// <summary>Charges of one service for tests: hours of instances unless said otherwise.</summary>
internal static class SomeCharges
{
    public static readonly CommitmentScope Scope = new("AWS", "EC2", Currency.Usd);
    public static readonly CommitmentKind Instances = new(Scope, "Hours", "Instance");
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static CommitmentCharge OnDemand(double hour, decimal cost, double hours = 1) => new()
    {
        Start = Start.AddHours(hour),
        End = Start.AddHours(hour + hours),
        Kind = Instances,
        PricingCategory = "Standard",
        Use = CommitmentUse.OnDemand,
        Costs = new Costs(cost, cost, cost, cost),
    };

    public static CommitmentCharge Used(double hour, decimal contracted, decimal effective, string id = "sp-1") =>
        OnDemand(hour, contracted) with { Id = id, PricingCategory = "Committed", Use = CommitmentUse.Used, Costs = new Costs(0m, effective, contracted, contracted) };

    public static CommitmentCharge Unused(double hour, decimal effective, string id = "sp-1") =>
        Used(hour, 0m, effective, id) with { Use = CommitmentUse.Unused, Kind = Instances with { ResourceType = "Savings Plan" } };
}
