using CostGuard.Core.Anomalies;

namespace CostGuard.Core.Configuration;

/// <summary>anomalies: of costguard.yaml or of a team. What is left out is taken from the company, then from the defaults.</summary>
public sealed record AnomalySettings
{
    /// <summary>Robust standard deviations from which a day is unusual; null is not said here.</summary>
    public double? Threshold { get; init; }

    /// <summary>Smallest deviation of a day in the currency of the series; null is not said here.</summary>
    public double? AmountMin { get; init; }

    /// <summary>Smallest deviation of a day as a share of the expected cost; null is not said here.</summary>
    public double? ShareMin { get; init; }

    /// <summary>How days of a team's series are judged.</summary>
    /// <param name="configuration">Company and teams.</param>
    /// <param name="team">Team id; pseudo-teams have the company's settings.</param>
    /// <param name="threshold">A threshold that somebody asked for, before all settings; null takes them.</param>
    public static AnomalyOptions For(CostGuardConfiguration configuration, string team, double? threshold = null)
    {
        AnomalySettings company = configuration.Company.Anomalies;
        AnomalySettings own = configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.Anomalies ?? company;
        AnomalyOptions medium = AnomalyOptions.Medium;
        return new AnomalyOptions(
            threshold ?? own.Threshold ?? company.Threshold ?? medium.Threshold, own.AmountMin ?? company.AmountMin ?? medium.AmountMin, own.ShareMin ?? company.ShareMin ?? medium.ShareMin);
    }
}
