System.Console.WriteLine("device");
