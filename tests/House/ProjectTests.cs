using System.Xml.Linq;
using Xunit;

namespace CostGuard.House;

/// <summary>The star of projects, and one owner for each package.</summary>
public sealed class ProjectTests
{
    private static readonly string[] Folders = ["Cli", "Collect", "Core", "Ledger", "Publish", "Report", "Schedule", "Web"];

    [Fact]
    public void Projects_AreTheEightOfTheDesign() =>
        Assert.Equal(Folders, Repository.Projects.Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_ReferenceOnlyCore() => Rule.Holds(Repository.Projects.SelectMany(StarViolations));

    [Fact]
    public void Projects_SiblingReferenced_IsFound() => Rule.Bites(StarViolations(Project("Report", "<ProjectReference Include=\"../Ledger/Ledger.csproj\" />")), "Ledger");

    [Fact]
    public void Cli_ReferencesEveryProject() =>
        Assert.Equal(Folders.Except(["Cli"]), References(Repository.Projects.Single(project => Name(project) == "Cli")).Order(StringComparer.Ordinal));

    [Fact]
    public void Packages_HaveOneOwner() => Rule.Holds(OwnerViolations(Repository.Projects));

    [Fact]
    public void Packages_TwoOwners_IsFound() => Rule.Bites(
        OwnerViolations([Project("Report", "<PackageReference Include=\"MailKit\" />"), Project("Publish", "<PackageReference Include=\"MailKit\" />")]), "MailKit");

    [Fact]
    public void Core_ReferencesNoPackage() => Rule.Holds(CoreViolations(Repository.Projects.Single(project => Name(project) == "Core")));

    [Fact]
    public void Core_PackageReferenced_IsFound() =>
        Rule.Bites(CoreViolations(Project("Core", "<PackageReference Include=\"Microsoft.Extensions.Logging.Abstractions\" />")), "Logging");

    [Fact]
    public void Packages_VersionsStandInOnePlace() => Rule.Holds(Repository.Texts.Where(file => file.Name.EndsWith(".csproj", StringComparison.Ordinal)).SelectMany(VersionViolations));

    [Fact]
    public void Packages_VersionInAProject_IsFound() => Rule.Bites(VersionViolations(Project("Ledger", "<PackageReference Include=\"X\" Version=\"1.0.0\" />")), "Directory.Packages.props");

    private static IEnumerable<string> StarViolations(TextFile project)
    {
        string name = Name(project);
        string[] allowed = name switch { "Cli" => Folders, "Core" => [], _ => ["Core"] };
        return References(project).Except(allowed).Select(extra => $"{name} may reference only Core; move what it needs from {extra} behind a port in Core.");
    }

    private static IEnumerable<string> OwnerViolations(IReadOnlyList<TextFile> projects) => projects
        .SelectMany(project => Packages(project).Select(package => (Package: package, Owner: Name(project))))
        .Where(pair => !IsShared(pair.Package))
        .GroupBy(pair => pair.Package, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => $"{group.Key} has {group.Count()} owners ({string.Join(", ", group.Select(pair => pair.Owner))}); keep it in one project and put a port in Core for the others.");

    private static IEnumerable<string> CoreViolations(TextFile core) =>
        Packages(core).Select(package => $"Core references no package; move what needs {package} into the project that owns it.");

    private static IEnumerable<string> VersionViolations(TextFile project) => XDocument.Parse(project.Text).Descendants("PackageReference")
        .Where(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null)
        .Select(reference => $"{project.Path}: the version of {reference.Attribute("Include")?.Value} belongs in Directory.Packages.props.");

    private static bool IsShared(string package) => package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static string Name(TextFile project) => Path.GetFileNameWithoutExtension(project.Path);

    private static IEnumerable<string> References(TextFile project) => XDocument.Parse(project.Text).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> Packages(TextFile project) => XDocument.Parse(project.Text).Descendants("PackageReference")
        .Select(reference => reference.Attribute("Include")!.Value);

    private static TextFile Project(string name, string item) => new($"src/{name}/{name}.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>");
}
