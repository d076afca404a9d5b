using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Anomalies;

/// <summary>What a series is about: always one currency.</summary>
/// <param name="Team">Team.</param>
/// <param name="Service">FOCUS ServiceName; null with <see cref="IsTeam"/> for all services, else for charges without one.</param>
/// <param name="Account">FOCUS SubAccountId; null likewise.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="IsTeam">True for a team's whole cost.</param>
public sealed record AnomalyScope(string Team, string? Service, string? Account, Currency Currency, bool IsTeam = false)
{
    /// <summary>Stable text of the scope: the key of decisions in the state database.</summary>
    public string Key => IsTeam ? $"team={Team};currency={Currency}" : $"team={Team};service={Service};account={Account};currency={Currency}";

    /// <summary>"payments, Amazon RDS, 111122220002".</summary>
    public override string ToString() => IsTeam ? $"{Team}, all services" : $"{Team}, {Service ?? "no service"}, {Account ?? "no account"}";
}

/// <summary>Where an anomaly stands.</summary>
public enum AnomalyState
{
    /// <summary>Nobody has looked at it, and it goes on.</summary>
    New,

    /// <summary>Somebody looks at it.</summary>
    Investigating,

    /// <summary>It was planned.</summary>
    Expected,

    /// <summary>It is over: three usual days have followed.</summary>
    Ended,

    /// <summary>It lasted for a week and is the usual cost now.</summary>
    NewLevel,

    /// <summary>A person closed it.</summary>
    Resolved,

    /// <summary>A person said that it was no anomaly.</summary>
    NotUseful,
}

/// <summary>One anomaly, computed from a snapshot; only <see cref="Note"/> is stored.</summary>
public sealed record Anomaly
{
    /// <summary>What it is about.</summary>
    public required AnomalyScope Scope { get; init; }

    /// <summary>Its unusual days.</summary>
    public required EventDays Event { get; init; }

    /// <summary>Exact cost of those days.</summary>
    public required decimal Actual { get; init; }

    /// <summary>Expected cost of those days, each rounded to the currency's minor unit.</summary>
    public required decimal Expected { get; init; }

    /// <summary>Where it stands.</summary>
    public required AnomalyState State { get; init; }

    /// <summary>True when the scope had no cost in the 30 days before.</summary>
    public bool IsNewSpend { get; init; }

    /// <summary>All judged days of the series up to the data's last one, usual ones too; empty where nobody asked.</summary>
    public IReadOnlyList<JudgedDay> Course { get; init; } = [];

    /// <summary>What a person decided.</summary>
    public AnomalyNote? Note { get; init; }

    /// <summary>The anomaly of the other sign that this cost came from: one move, not two alarms.</summary>
    public Anomaly? MovedFrom { get; init; }

    /// <summary>Short name for the command line, the same whenever it is computed again.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Scope.Key}|{Event.Start:yyyy-MM-dd}"))))[..8];

    /// <summary>Actual − expected, exact.</summary>
    public decimal Impact => Actual - Expected;

    /// <summary>Impact as a share of the expected cost; null when that is not above zero.</summary>
    public decimal? Share => Ratio.Change(Expected, Actual);

    /// <summary>Mean impact of an unusual day, not rounded.</summary>
    public decimal PerDay => Impact / Event.Days.Count;

    /// <summary>What it adds in the end to the bill: less what left elsewhere, when it moved.</summary>
    public decimal NetImpact => Impact + (MovedFrom?.Impact ?? 0m);

    /// <summary>How much it matters. A move matters by its net.</summary>
    public AnomalySeverity Severity => MovedFrom is null
        ? AnomalySeverities.Of(PerDay, Share)
        : AnomalySeverities.Of(NetImpact / Event.Days.Count, Expected + MovedFrom.Expected > 0m ? NetImpact / (Expected + MovedFrom.Expected) : null);

    /// <summary>True while it waits for a person: too high, going on or new, not decided, and not merely moved.</summary>
    public bool IsOpen => Event.Sign > 0 && MovedFrom is null && (State is AnomalyState.New or AnomalyState.Investigating);
}
