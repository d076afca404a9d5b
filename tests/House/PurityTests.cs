using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.House;

/// <summary>Core does no I/O and reads no clock: read from the compiled assembly, which cannot lie.</summary>
public sealed class PurityTests
{
    private static readonly string[] Banned =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.Console",
        "System.Net.Http.HttpClient", "System.Net.Sockets.Socket", "System.TimeProvider", "System.Environment", "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.Random",
    ];

    // The compiler writes it into every iterator method.
    private const string OfIterators = "get_CurrentManagedThreadId";

    [Fact]
    public void Core_DoesNoInputOutputAndReadsNoClock() => Rule.Holds(Violations(typeof(ErrorCatalog).Assembly.Location));

    [Fact]
    public void Core_ReferencesTheFrameworkOnly() => Rule.Holds(typeof(ErrorCatalog).Assembly.GetReferencedAssemblies()
        .Where(name => !name.Name!.StartsWith("System.", StringComparison.Ordinal) && name.Name != "netstandard")
        .Select(name => $"Core uses {name.Name}; move that code into the project that owns it, behind a port."));

    [Fact]
    public void Core_AssemblyThatReadsFiles_IsFound() => Assert.Contains(Violations(typeof(PurityTests).Assembly.Location), violation => violation.Contains("System.IO.File", StringComparison.Ordinal));

    private static List<string> Violations(string assembly)
    {
        using FileStream stream = File.OpenRead(assembly);
        using PEReader portable = new(stream);
        MetadataReader metadata = portable.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && metadata.GetString(member.Name) != OfIterators)
            .Select(member => metadata.GetTypeReference((TypeReferenceHandle)member.Parent))
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .Distinct()
            .Where(Banned.Contains)
            .Select(type => $"Core uses {type}; take the value as an argument (asOf for the clock), or put a port in Core/Ports and the code in another room.")];
    }
}
