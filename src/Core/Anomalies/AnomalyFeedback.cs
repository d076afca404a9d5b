using CostGuard.Core.Ports;

namespace CostGuard.Core.Anomalies;

/// <summary>How often the detector was right, as people said (domain E.6). Planned cost counts on neither side: the detector could not know.</summary>
/// <param name="Confirmed">Anomalies that were real.</param>
/// <param name="False">Anomalies that were none.</param>
public sealed record AnomalyFeedback(int Confirmed, int False)
{
    /// <summary>Confirmed ÷ all that was judged; null before anybody has judged.</summary>
    public decimal? Precision => Confirmed + False == 0 ? null : (decimal)Confirmed / (Confirmed + False);

    /// <summary>Counts decisions.</summary>
    public static AnomalyFeedback Of(IReadOnlyList<AnomalyNote> notes) =>
        new(notes.Count(note => note.Decision == AnomalyDecision.Resolved), notes.Count(note => note.Decision == AnomalyDecision.NotUseful));
}
