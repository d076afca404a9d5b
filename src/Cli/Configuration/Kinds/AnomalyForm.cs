using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>anomalies: of the company and of teams.</summary>
public static class AnomalyForm
{
    public static MapShape Shape { get; } = new(
        new Field("sensitivity", Form.Choice("high (3.5), medium (5) or low (6 robust standard deviations). Default medium.", "high", "medium", "low")),
        new Field("minAmount", new NumberShape(0, 1_000_000_000) { Description = "Smallest deviation of a day that is unusual, in the currency of the cost. Default 10." }),
        new Field("minShare", Form.Share("Smallest deviation of a day as a share of the usual cost. Default 10%.")))
    { Description = "When a day's cost is unusual. A team's settings go before the company's." };

    public static AnomalySettings Read(MapNode? settings) => settings is null ? new AnomalySettings() : new AnomalySettings
    {
        Threshold = settings.Text("sensitivity") is { } word ? AnomalyOptions.Of(word).Threshold : null,
        AmountMin = (double?)settings.Number("minAmount"),
        ShareMin = (double?)Values.Share(settings.Text("minShare")),
    };
}
