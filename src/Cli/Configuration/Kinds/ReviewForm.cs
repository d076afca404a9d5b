using System.Globalization;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>review: of costguard.yaml.</summary>
internal static class ReviewForm
{
    private const string All = "all", None = "none";

    public static MapShape Shape { get; } = new(
        new Field("teams", Form.OneOrMany(Form.Text(TextForm.Name, "A team, all or none."), "Teams that get a review pack of their own. Default all.")),
        new Field("workingDay", new NumberShape(1, 20, Whole: true) { Description = "Working day of the following month on which the review meeting is, Mondays to Fridays. Default 8." }),
        new Field("at", Form.Text(TextForm.Time, "When it begins, in the company's time zone. Default 10:00.", "10:00")),
        new Field("minutes", new NumberShape(5, 480, Whole: true) { Description = "How long it is. Default 30." }),
        new Field("place", Form.Text("A room, or a link to a call.", "Room 4")))
    { Description = "The monthly review: packs of teams, and its meeting in the calendar file." };

    public static ReviewConfig Read(MapNode? spec)
    {
        var usual = new ReviewConfig();
        if (spec is null) return usual;
        IReadOnlyList<string>? teams = spec.Entry("teams") is null ? null : spec.Texts("teams");
        return usual with
        {
            Teams = teams is null or [All] ? null : teams is [None] ? [] : teams,
            WorkingDay = (int)(spec.Number("workingDay") ?? usual.WorkingDay),
            At = spec.Text("at") is { } at ? TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture) : usual.At,
            Minutes = (int)(spec.Number("minutes") ?? usual.Minutes),
            Place = spec.Text("place"),
        };
    }
}
