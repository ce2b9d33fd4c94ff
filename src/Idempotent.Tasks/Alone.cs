using System.Security.Cryptography;
using System.Text;

namespace Idempotent.Tasks;

/// <summary>Target frameworks are built at once, in several processes, and say what they have to say in one file.</summary>
internal static class Alone
{
    /// <summary>Acts while no other process does so with the same file.</summary>
    public static void With(string file, Action act)
    {
        using var sha = SHA256.Create();
        var name = BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(Path.GetFullPath(file)))).Replace("-", "");
        using var mutex = new Mutex(initiallyOwned: false, "Idempotent." + name.Substring(0, 32));
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // It was ours to write anew anyway.
        }

        try
        {
            act();
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }
}
