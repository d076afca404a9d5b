using CostGuard.Cli.Configuration;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>A home of a test, with a company; deleted at the end.</summary>
internal sealed class HomeFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-config-");

    public HomeFixture()
    {
        With("costguard.yaml", """
            apiVersion: costguard/v1
            kind: Company
            metadata: { name: acme }
            spec:
              company: Acme
              currency: USD
              timeZone: Europe/Berlin

            """);
    }

    public HomeFolder Home => new(_folder.FullName);

    public HomeFixture With(string file, string text)
    {
        string path = Home.Combine(file.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>A team by its tag; more lines of its spec may follow.</summary>
    public HomeFixture WithTeam(string name, params string[] more) => With($"teams/{name}.yaml", Document("Team", name, [$"owner: {name}@acme.test", "effectiveFrom: 2026-01", .. more]));

    public HomeFixture With(string kind, string file, params string[] spec) => With(file, Document(kind, Path.GetFileNameWithoutExtension(file), spec));

    public CostGuardConfiguration Read()
    {
        (CostGuardConfiguration? configuration, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(Home);
        Assert.DoesNotContain(problems, problem => problem.Severity == Severity.Error);
        return Assert.IsType<CostGuardConfiguration>(configuration);
    }

    public IReadOnlyList<Problem> Problems(KnownNames? known = null) => ConfigurationReader.Read(Home, known).Problems;

    /// <summary>"file:line:column CODE message" of each problem.</summary>
    public string[] Lines(KnownNames? known = null) => [.. Problems(known).Select(problem => problem.ToString())];

    public void Dispose() => _folder.Delete(recursive: true);

    // The spec begins in line 5, column 3.
    private static string Document(string kind, string name, IEnumerable<string> spec) =>
        $"apiVersion: costguard/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec:\n" + string.Concat(spec.Select(line => $"  {line}\n"));
}
