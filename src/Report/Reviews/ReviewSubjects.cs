using System.Globalization;
using CostGuard.Core.Reviews;

namespace CostGuard.Report.Reviews;

/// <summary>What a note may be about: everything that the pack shows with a place for one.</summary>
public sealed class ReviewSubjects
{
    private readonly List<(ReviewSubjectKind Kind, string Alias, string Key)> _all = [];

    private ReviewSubjects(ReviewModel model)
    {
        foreach (ReviewTeam team in model.Teams)
        {
            _all.Add((ReviewSubjectKind.Team, team.Id, team.Id));
            _all.Add((ReviewSubjectKind.Team, team.Title, team.Id));
        }

        foreach ((string letter, IReadOnlyList<ReviewMover> movers) in new[] { ("u", model.Movers.Value?.Up ?? []), ("d", model.Movers.Value?.Down ?? []) })
        {
            for (int i = 0; i < movers.Count; i++)
            {
                _all.Add((ReviewSubjectKind.Mover, letter + (i + 1).ToString(CultureInfo.InvariantCulture), movers[i].Key));
                _all.Add((ReviewSubjectKind.Mover, movers[i].Key, movers[i].Key));
                _all.Add((ReviewSubjectKind.Mover, $"{movers[i].TeamTitle}: {movers[i].Service}", movers[i].Key));
                _all.Add((ReviewSubjectKind.Service, movers[i].Service, movers[i].Service));
            }
        }
    }

    /// <summary>The subjects of a pack.</summary>
    public static ReviewSubjects Of(ReviewModel model) => new(model);

    /// <summary>The subject of a kind and a name, without case; null when the pack shows none.</summary>
    public ReviewSubject? Find(string kind, string name)
    {
        foreach ((ReviewSubjectKind own, string alias, string key) in _all)
        {
            if (string.Equals(own.ToString(), kind, StringComparison.OrdinalIgnoreCase) && string.Equals(alias, name, StringComparison.OrdinalIgnoreCase)) return new ReviewSubject(own, key);
        }

        return null;
    }
}
