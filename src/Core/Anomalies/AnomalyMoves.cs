namespace CostGuard.Core.Anomalies;

/// <summary>Finds cost that left one service, account or team and turned up in another: one move instead of two alarms.</summary>
public static class AnomalyMoves
{
    private const int DaysApartMax = 1;
    private const decimal SameSize = 0.8m;

    /// <summary>The anomalies with each fall put behind the rise that it paid for. Both are kept: the rise names the fall.</summary>
    public static IReadOnlyList<Anomaly> Pair(IReadOnlyList<Anomaly> anomalies)
    {
        var pairs = from rise in anomalies
                    where rise is { Event.Sign: > 0, Scope.IsTeam: false }
                    from fall in anomalies
                    where IsMove(rise, fall)
                    orderby Math.Abs(rise.PerDay + fall.PerDay), rise.Scope.Key, fall.Scope.Key
                    select (rise, fall);
        var moved = new Dictionary<Anomaly, Anomaly>(ReferenceEqualityComparer.Instance);
        var paid = new HashSet<Anomaly>(ReferenceEqualityComparer.Instance);
        foreach ((Anomaly rise, Anomaly fall) in pairs)
        {
            if (moved.ContainsKey(rise) || !paid.Add(fall)) continue;
            moved[rise] = fall;
        }

        return [.. anomalies.Where(anomaly => !paid.Contains(anomaly)).Select(anomaly => moved.TryGetValue(anomaly, out Anomaly? fall) ? anomaly with { MovedFrom = fall } : anomaly)];
    }

    private static bool IsMove(Anomaly rise, Anomaly fall)
    {
        if (fall.Event.Sign >= 0 || fall.Scope.IsTeam || rise.Scope.Currency != fall.Scope.Currency) return false;

        // Something must tie the two together: the same team, service or account.
        bool tied = rise.Scope.Team == fall.Scope.Team || rise.Scope.Service == fall.Scope.Service || (rise.Scope.Account is not null && rise.Scope.Account == fall.Scope.Account);
        decimal up = rise.PerDay, down = -fall.PerDay;
        return tied && Math.Abs(rise.Event.Start.DayNumber - fall.Event.Start.DayNumber) <= DaysApartMax && Math.Min(up, down) >= SameSize * Math.Max(up, down);
    }
}
