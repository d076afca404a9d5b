using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace CostGuard.Integration.Emulators;

/// <summary>
/// Installs the locked npm packages of tests/Clouds/emulators once into the artifacts folder. Where Node.js is missing it is installed by the
/// system's package manager, if this user may; else the tests that need it say what to install.
/// </summary>
internal static class NodePackages
{
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>The folder with node_modules; the test is skipped with the reason where that cannot be had.</summary>
    public static string Folder()
    {
        string? folder = Installed.Value;
        if (folder is null) Assert.Skip("The S3 and Blob emulators need Node.js 18 or newer with npm: install the packages nodejs and npm, then run the tests again.");
        return folder;
    }

    private static string? Install()
    {
        if (!Runs("npm", "--version") && !InstallNode()) return null;
        string source = Path.Combine(Repository(), "tests", "Clouds", "emulators"), target = Path.Combine(Repository(), "artifacts", "emulators");
        Directory.CreateDirectory(target);
        // Several test processes may come here at once.
        using FileStream held = Hold(Path.Combine(target, "install.lock"));
        string done = Path.Combine(target, "package-lock.installed.json"), wanted = File.ReadAllText(Path.Combine(source, "package-lock.json"));
        if (File.Exists(done) && File.ReadAllText(done) == wanted) return target;
        foreach (string name in (string[])["package.json", "package-lock.json"]) File.Copy(Path.Combine(source, name), Path.Combine(target, name), overwrite: true);
        // Without scripts: nothing of the packages runs before it is started, and nothing is compiled.
        if (!Runs("npm", "ci", "--prefix", target, "--ignore-scripts", "--no-audit", "--no-fund")) throw new InvalidOperationException("'npm ci' failed in " + target);
        File.WriteAllText(done, wanted);
        return target;
    }

    private static bool InstallNode()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || !Runs("apt-get", "--version")) return false;
        return Runs("apt-get", "update", "-qq") && Runs("apt-get", "install", "-y", "-qq", "--no-install-recommends", "nodejs", "npm") && Runs("npm", "--version");
    }

    private static FileStream Hold(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }

    private static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "CostGuard.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests are not run from the repository.");
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
