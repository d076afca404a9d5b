using CostGuard.Core.Configuration;

namespace CostGuard.Report.Mails;

/// <summary>Who reads one weekly digest, and about which teams.</summary>
/// <param name="Teams">One team, or the several teams of one reader, in the order of the configuration.</param>
/// <param name="To">Addresses; empty when nobody is named.</param>
public sealed record WeeklyReaders(IReadOnlyList<TeamConfig> Teams, IReadOnlyList<string> To)
{
    /// <summary>
    /// One digest a team for those who read no other, and one digest for each person who reads several: nobody gets two. A team without any
    /// reader has a digest to nobody, so that it can be looked at.
    /// </summary>
    public static IReadOnlyList<WeeklyReaders> Of(IReadOnlyList<TeamConfig> teams)
    {
        var read = new Dictionary<string, List<TeamConfig>>(StringComparer.OrdinalIgnoreCase);
        foreach (TeamConfig team in teams)
        {
            foreach (string address in MailContentBuilder.Recipients(team))
            {
                if (!read.TryGetValue(address, out List<TeamConfig>? own)) read[address] = own = [];
                own.Add(team);
            }
        }

        var digests = new List<WeeklyReaders>();
        foreach (TeamConfig team in teams)
        {
            IReadOnlyList<string> all = MailContentBuilder.Recipients(team);
            string[] only = [.. all.Where(address => read[address].Count == 1)];
            if (only.Length > 0 || all.Count == 0) digests.Add(new WeeklyReaders([team], only));
        }

        return [.. digests, .. read.Where(person => person.Value.Count > 1).OrderBy(person => person.Key, StringComparer.OrdinalIgnoreCase)
            .Select(person => new WeeklyReaders(person.Value, [person.Key]))];
    }
}
